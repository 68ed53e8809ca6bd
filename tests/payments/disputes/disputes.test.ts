import { afterEach, describe, expect, test } from 'vitest'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import type { LoanBalance } from '#lib/domain/lock/effect.ts'
import { paymentChoices } from '#lib/domain/money/payment-choices.ts'
import { payTerms } from '#lib/gateways/psp/charge-limits.ts'
import { post, readLoan } from '#lib/ledger/ledger.ts'
import { phonesOf } from '#lib/loans/queries.ts'
import { isDisputed } from '#lib/workflows/unlocks/revoke-unfounded.ts'
import {
  balanceOf,
  caseRows,
  casesOf,
  loanRow,
  open,
  paidLoan,
  twoLate,
  unlocksOf,
} from '#tests/payments/given-payment.ts'
import { freshDatabase } from '#tests/support/database/database.ts'
import { expectLedgerToHold } from '#tests/support/database/invariants.ts'
import { type GivenLoan, givenLender, givenLoan } from '#tests/support/lender.ts'
import {
  disputeNews,
  handleWaiting,
  intentNews,
  refundNews,
  tell,
} from '#tests/support/stripe-events.ts'

await freshDatabase()
const lender = await givenLender()
afterEach(() => expectLedgerToHold(database()))

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
  expect((await balanceOf(asked.paymentId)).disputes ?? 0n).toBe(withBankMinor)
  expect(await casesOf(loan)).toEqual(['dispute'])
  expect(await loanRow(loan)).toEqual(before.loan)
  expect(await unlocksOf(loan)).toEqual(before.unlocks)
})

test('while money is disputed, settling is said to open the phone, and to remove its lock later', async () => {
  const { loan, asked } = await paidLoan(lender)
  const bystander = await paidLoan(lender)
  const said = async ({ loanId, borrowerId }: GivenLoan) => {
    const balance = await readLoan(database(), loanId)
    const [phone] = await phonesOf(database(), borrowerId)
    const now = Temporal.Now.instant()
    const terms = payTerms(balance.lender, balance.currency, { ...balance.lender, now })
    const settling = (of: LoanBalance) =>
      paymentChoices(of, terms).find(({ name }) => name === 'settle')?.effect
    expect(phone && settling(phone)).toEqual(settling(balance))
    const isDisputedNow = await transaction((tx) => isDisputed(tx, loanId))
    expect(isDisputedNow).toBe(balance.isDisputed)
    return settling(balance)
  }
  expect(await said(loan)).toEqual({ kind: 'release' })
  await tell(disputeNews('funds_withdrawn', asked))
  expect(await said(loan)).toEqual({ kind: 'release', waits: true })
  expect(await said(bystander.loan)).toEqual({ kind: 'release' })
  await tell(disputeNews('funds_reinstated', { ...asked, secondsLater: 1 }, 'won'))
  expect(await said(loan)).toEqual({ kind: 'release' })
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

function disputeRow(paymentId: string) {
  return database()
    .selectFrom('paymentDisputes')
    .select(['status', 'reason', 'evidenceDueAt', 'amountMinor'])
    .where('paymentId', '=', paymentId)
    .executeTakeFirst()
}

describe('each of Stripe’s balance transactions is booked once', () => {
  test('a second withdrawal after it was won, and what comes back of that', async () => {
    const { loan, asked } = await paidLoan(lender)
    const bystander = await paidLoan(lender)
    await tell(disputeNews('funds_withdrawn', bystander.asked))
    const whole = asked.amountMinor
    const story = [
      { news: ['funds_withdrawn', 'needs_response'], taken: [1n], withBank: whole },
      { news: ['funds_reinstated', 'won'], taken: [1n, -1n], withBank: 0n },
      { news: ['funds_withdrawn', 'appeal_under_review'], taken: [1n, -1n, 1n], withBank: whole },
      { news: ['funds_withdrawn', 'appeal_under_review'], taken: [1n, -1n, 1n], withBank: whole },
      { news: ['funds_reinstated', 'won'], taken: [1n, -1n, 1n, -5n], withBank: whole - 5n },
    ] as const
    for (const [secondsLater, { news, taken, withBank }] of story.entries()) {
      await tell(disputeNews(news[0], { ...asked, taken, secondsLater }, news[1]))
      expect((await balanceOf(asked.paymentId)).disputes ?? 0n).toBe(withBank)
    }
    expect(await loanRow(loan)).toMatchObject({ outstandingMinor: 1_845_000n })
    expect((await balanceOf(bystander.asked.paymentId)).disputes).toBe(1_845_000n)
    expect(await disputeRow(bystander.asked.paymentId)).toMatchObject({ status: 'needs_response' })
  })

  test('a part of the payment', async () => {
    const { asked } = await paidLoan(lender)
    await tell(disputeNews('funds_withdrawn', { ...asked, taken: [400_000n] }))
    expect(await balanceOf(asked.paymentId)).toMatchObject({
      disputes: 400_000n,
      psp_clearing: 1_445_000n,
    })
  })

  test('what was booked under the dispute’s own name is not booked again', async () => {
    const { asked } = await paidLoan(lender)
    const disputeId = `dp_${asked.paymentId}`
    await transaction((tx) =>
      post(tx, {
        lenderId: lender.id,
        cause: 'dispute_funds_withdrawn',
        causeId: disputeId,
        currency: 'LKR',
        loanId: null,
        paymentId: asked.paymentId,
        entries: [
          { account: 'disputes', amountMinor: asked.amountMinor },
          { account: 'psp_clearing', amountMinor: -asked.amountMinor },
        ],
      }),
    )
    await tell(disputeNews('funds_withdrawn', asked))
    expect((await balanceOf(asked.paymentId)).disputes).toBe(asked.amountMinor)
    await tell(disputeNews('funds_reinstated', { ...asked, secondsLater: 1 }, 'won'))
    expect((await balanceOf(asked.paymentId)).disputes).toBeUndefined()
  })

  test('nothing, where the payment had been given back in full', async () => {
    const { loan, asked } = await paidLoan(lender)
    await tell(refundNews('created', { ...asked, pspRefundId: `re_${asked.paymentId}` }))
    const dispute = { ...asked, amountMinor: 0n, taken: [] }
    for (const change of ['created', 'updated'] as const) await tell(disputeNews(change, dispute))
    await tell(disputeNews('closed', { ...dispute, taken: [0n], secondsLater: 9 }, 'prevented'))
    await handleWaiting()
    expect(await waitingEvents()).toEqual([])
    expect((await balanceOf(asked.paymentId)).disputes).toBeUndefined()
    expect(await disputeRow(asked.paymentId)).toMatchObject({ status: 'prevented' })
    expect(await casesOf(loan)).toContain('dispute')
  })
})

describe('the case goes with the dispute', () => {
  test('with its reason and the day by which it can be answered, until it is decided', async () => {
    const { loan, asked } = await paidLoan(lender)
    const other = await paidLoan(lender)
    await tell(disputeNews('created', other.asked))
    const dueBy = Math.floor(Date.now() / 1000) + 9 * 24 * 3600
    const told = { ...asked, reason: 'product_not_received', dueBy }
    await tell(disputeNews('created', { ...told, taken: [1n] }))
    const [opened] = await caseRows(loan)
    expect(opened).toMatchObject({
      detail: { status: 'needs_response', reason: 'product_not_received' },
      dueAt: Temporal.Instant.fromEpochMilliseconds(dueBy * 1000),
    })
    await tell(disputeNews('updated', { ...told, secondsLater: 1 }, 'under_review'))
    expect((await caseRows(loan))[0]).toMatchObject({
      detail: { status: 'under_review' },
      dueAt: null,
      closedAt: null,
    })
    await tell(disputeNews('closed', { ...told, secondsLater: 2 }, 'lost'))
    expect((await caseRows(loan))[0]).toMatchObject({ detail: { status: 'lost' }, closedAt: null })
    expect(await caseRows(other.loan)).toMatchObject([{ detail: { status: 'needs_response' } }])
  })

  test('closes by itself when the money is back, and opens by itself when it goes again', async () => {
    const { loan, asked } = await paidLoan(lender)
    await tell(disputeNews('funds_withdrawn', asked))
    await tell(disputeNews('closed', { ...asked, secondsLater: 1 }, 'won'))
    expect((await caseRows(loan))[0]).toMatchObject({ closedAt: null })
    await tell(disputeNews('funds_reinstated', { ...asked, secondsLater: 1 }, 'won'))
    expect((await caseRows(loan))[0]).toMatchObject({ closedBy: 'keyturn' })
    const again = { ...asked, taken: [1n, -1n, 1n], secondsLater: 2 }
    await tell(disputeNews('funds_withdrawn', again, 'won'))
    expect(await caseRows(loan)).toMatchObject([{ closedAt: null, closedBy: null }])
  })

  test('that a person has closed opens anew only when there is something new', async () => {
    const { loan, asked } = await paidLoan(lender)
    await tell(disputeNews('funds_withdrawn', asked))
    const closed = { closedAt: Temporal.Now.instant(), closedBy: 'staff:x' }
    await database().updateTable('cases').set(closed).where('loanId', '=', loan.loanId).execute()
    await tell(disputeNews('updated', { ...asked, secondsLater: 1 }))
    expect(await caseRows(loan)).toHaveLength(1)
    await tell(disputeNews('closed', { ...asked, secondsLater: 2 }, 'lost'))
    expect(await caseRows(loan)).toMatchObject([{ closedBy: 'staff:x' }, { closedAt: null }])
  })

  test('what is told late changes nothing any more', async () => {
    const { loan, asked } = await paidLoan(lender)
    await tell(disputeNews('closed', { ...asked, secondsLater: 5 }, 'lost'))
    await tell(disputeNews('created', asked))
    expect(await disputeRow(asked.paymentId)).toMatchObject({ status: 'lost' })
    expect(await caseRows(loan)).toMatchObject([{ detail: { status: 'lost' } }])
  })
})

function waitingEvents() {
  return database().selectFrom('pspEvents').select('type').where('handledAt', 'is', null).execute()
}
