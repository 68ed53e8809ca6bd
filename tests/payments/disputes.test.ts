import { afterEach, expect, test } from 'vitest'
import { database } from '#lib/db/client.ts'
import { freshDatabase } from '#tests/support/database.ts'
import { expectBooksToHold } from '#tests/support/invariants.ts'
import { givenLender, givenLoan } from '#tests/support/lender.ts'
import { disputeNews, handleWaiting, intentNews, tell } from '#tests/support/stripe-events.ts'
import { booksOf, casesOf, loanRow, open, paidLoan, twoLate, unlocksOf } from './given-payment.ts'

await freshDatabase()
const lender = await givenLender()
afterEach(() => expectBooksToHold(database()))

test.for([
  [['created', 'funds_withdrawn'], 1_845_000n],
  [['funds_withdrawn', 'created', 'funds_withdrawn'], 1_845_000n],
  [['created', 'funds_withdrawn', 'funds_reinstated', 'closed'], 0n],
  [['funds_reinstated', 'closed', 'funds_withdrawn', 'created'], 0n],
  [['created', 'updated', 'closed'], 1_845_000n],
] as const)('%o leaves %s with the bank, and one case', async ([changes, withBankMinor]) => {
  const { loan, asked } = await paidLoan(lender)
  const before = { loan: await loanRow(loan), unlocks: await unlocksOf(loan) }
  for (const change of changes) await tell(disputeNews(change, asked))
  expect((await booksOf(asked.paymentId)).disputes ?? 0n).toBe(withBankMinor)
  expect(await casesOf(loan)).toEqual(['dispute'])
  expect(await loanRow(loan)).toEqual(before.loan)
  expect(await unlocksOf(loan)).toEqual(before.unlocks)
})

test('a dispute told before its payment waits for it', async () => {
  const loan = await givenLoan(lender, twoLate())
  const asked = await open(loan)
  await tell(disputeNews('funds_withdrawn', asked))
  expect(await casesOf(loan)).toEqual([])
  await tell(intentNews('succeeded', asked))
  await handleWaiting()
  expect(await casesOf(loan)).toEqual(['dispute'])
  expect(await unlocksOf(loan)).toHaveLength(1)
})

test('a status Stripe may invent later is noted, not understood', async () => {
  const { loan, asked } = await paidLoan(lender)
  await tell(disputeNews('updated', asked, 'appeal_invented'))
  expect(await casesOf(loan)).toEqual(['dispute'])
})

test('an early warning of fraud opens one case and changes nothing else', async () => {
  const { loan, asked } = await paidLoan(lender)
  const before = await unlocksOf(loan)
  const warning = {
    type: 'radar.early_fraud_warning.created',
    object: { id: `issfr_${asked.paymentId}`, payment_intent: `pi_${asked.paymentId}` },
  }
  await tell(warning)
  await tell(warning)
  expect(await casesOf(loan)).toEqual(['early_fraud_warning'])
  expect(await unlocksOf(loan)).toEqual(before)
})
