import { afterEach, expect, test } from 'vitest'
import { database } from '#lib/db/client.ts'
import followElsewhere from '#lib/workflows/money/follow-elsewhere.ts'
import { loanRow, unlocksOf } from '#tests/payments/given-payment.ts'
import { newestElsewhere, paidElsewhere } from '#tests/plans/given-plan.ts'
import { freshDatabase } from '#tests/support/database/database.ts'
import { expectLedgerToHold } from '#tests/support/database/invariants.ts'
import type { GivenLoan } from '#tests/support/lender.ts'
import { at, changeRules, quoted, stamp } from './given-quote.ts'

await freshDatabase()
afterEach(() => expectLedgerToHold(database()))

/** Money that the lender's book tells of on a day, or takes back, and what follows. */
async function tellOf(loan: GivenLoan, amountMinor: bigint, day: Temporal.PlainDate) {
  await paidElsewhere(loan, amountMinor)
  const postingId = await newestElsewhere(loan)
  await stamp(postingId, at(day, '12:00'))
  await followElsewhere({ postingId, loanId: loan.loanId })
}

test.for([
  ['on its last day', 0, 0n],
  ['the day after', 1, 100_000n],
] as const)('told of by the lender’s book %s: left is %s', async ([, daysLater, left]) => {
  const { loan, other, amountMinor, validUntil } = await quoted()
  await changeRules(loan)
  await tellOf(loan, amountMinor, validUntil.add({ days: daysLater }))
  expect(await loanRow(loan)).toEqual({ outstandingMinor: left, creditMinor: 0n })
  expect(await loanRow(other)).toMatchObject({ outstandingMinor: 2_000_000n })
  // Money of the book never removes a lock.
  const intents = (await unlocksOf(loan)).map(({ intent }) => intent)
  expect(intents).not.toContain('release')
})

test.for([
  ['between what settles and what is owed', 60_000n],
  ['all that is owed', 100_000n],
] as const)('told of by the lender’s book, %s: the surplus is credit', async ([, moreMinor]) => {
  const { loan, other, amountMinor, validUntil } = await quoted()
  await tellOf(loan, amountMinor + moreMinor, validUntil)
  expect(await loanRow(loan)).toEqual({ outstandingMinor: 0n, creditMinor: moreMinor })
  await tellOf(loan, -amountMinor - moreMinor, validUntil)
  expect(await loanRow(loan)).toEqual({ outstandingMinor: 2_000_000n, creditMinor: 0n })
  expect(await loanRow(other)).toMatchObject({ outstandingMinor: 2_000_000n })
})

test('taken back by the lender’s book, what was waived is owed again', async () => {
  const { loan, amountMinor, validUntil } = await quoted()
  await tellOf(loan, amountMinor, validUntil)
  expect(await loanRow(loan)).toEqual({ outstandingMinor: 0n, creditMinor: 0n })
  await tellOf(loan, -300_000n, validUntil.add({ days: 1 }))
  expect(await loanRow(loan)).toEqual({ outstandingMinor: 400_000n, creditMinor: 0n })
})

test('told of in two parts, it settles the loan with the part that completes it', async () => {
  const { loan, amountMinor, validUntil } = await quoted()
  await tellOf(loan, 1_200_000n, validUntil.subtract({ days: 1 }))
  await tellOf(loan, amountMinor - 1_200_000n, validUntil)
  expect(await loanRow(loan)).toEqual({ outstandingMinor: 0n, creditMinor: 0n })
})
