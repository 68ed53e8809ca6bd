import type Stripe from 'stripe'
import { afterEach, expect, expectTypeOf, test } from 'vitest'
import { database } from '#lib/db/client.ts'
import { type DisputeStatus, disputeStatuses, stageOf } from '#lib/domain/money/payment-dispute.ts'
import { disputeOf } from '#lib/payments/disputes/payment-disputes.ts'
import { freshDatabase } from '#tests/support/database/database.ts'
import { expectLedgerToHold } from '#tests/support/database/invariants.ts'
import { givenLender } from '#tests/support/lender.ts'
import { disputeNews, tell } from '#tests/support/stripe-events.ts'
import { caseRows, paidLoan, unlocksOf } from './given-payment.ts'

// Without the SDK's own "or any other text".
type KnownStatus = Stripe.Dispute.Status extends infer One
  ? One extends string
    ? object extends One
      ? never
      : string extends One
        ? never
        : One
    : never
  : never

await freshDatabase()
const lender = await givenLender()
afterEach(() => expectLedgerToHold(database()))

test.for([
  ['warning_needs_response', 'to_answer', true],
  ['warning_under_review', 'with_bank', true],
  ['warning_closed', 'over', false],
  ['needs_response', 'to_answer', true],
  ['under_review', 'with_bank', true],
  ['appeal_needs_response', 'to_answer', true],
  ['appeal_under_review', 'with_bank', true],
  ['prevented', 'over', false],
  ['won', 'over', false],
  ['lost', 'lost', false],
  ['invented_next_year', 'unknown', true],
] as const)('%s is %s', async ([status, stage, isOpen]) => {
  const { loan, asked } = await paidLoan(lender)
  await tell(disputeNews('updated', { ...asked, taken: [] }, status))
  expect(stageOf(status, 'card')).toBe(stage)
  expect((await caseRows(loan)).map(({ closedAt }) => closedAt === null)).toEqual([isOpen])
  expect(await unlocksOf(loan)).toHaveLength(1)
})

test('Stripe’s own list of states has no other', () => {
  expectTypeOf<KnownStatus>().toEqualTypeOf<DisputeStatus>()
  expect(disputeStatuses).toHaveLength(10)
})

test.for(['us_bank_account', 'sepa_debit', 'bacs_debit'])(
  'a disputed %s is a payment that bounced, and final',
  async (method) => {
    expect(stageOf('needs_response', method)).toBe('lost')
    expect(stageOf('needs_response', 'card')).toBe('to_answer')
    expect(stageOf('won', method)).toBe('over')
  },
)

test('a debit that bounced has no day by which to answer, and is lost whatever it is called', async () => {
  const debit = await paidLoan(lender)
  const card = await paidLoan(lender)
  const { paymentId } = debit.asked
  await database()
    .updateTable('payments')
    .set({ method: 'sepa_debit' })
    .where('id', '=', paymentId)
    .execute()
  const dueBy = Math.floor(Date.now() / 1000) + 9 * 24 * 3600
  for (const { asked } of [debit, card])
    await tell(disputeNews('funds_withdrawn', { ...asked, dueBy }))
  expect(await caseRows(debit.loan)).toMatchObject([{ dueAt: null, closedAt: null }])
  expect((await caseRows(card.loan))[0]?.dueAt).not.toBeNull()
  const disputeId = `dp_${paymentId}`
  const dispute = await disputeOf(database(), { lenderId: lender.id, disputeId })
  expect(dispute).toMatchObject({ stage: 'lost', balance: { takenMinor: debit.asked.amountMinor } })
})
