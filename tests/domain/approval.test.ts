import { describe, expect, test } from 'vitest'
import { actDetailSchema } from '#lib/domain/approval.ts'

const id = '01a1fb00-0000-7000-8000-00000000000f'
const refund = {
  act: 'refund',
  paymentId: id,
  paymentIntentId: 'pi_1',
  amountMinor: '500',
  seenRefundableMinor: '900',
  currency: 'LKR',
}
const acts = [
  refund,
  { act: 'reverse_cash', paymentId: id, amountMinor: '500', currency: 'LKR' },
  { act: 'release', loanId: id, seenOutstandingMinor: '0', writeOff: true, currency: 'LKR' },
  {
    act: 'pay_out',
    loanId: id,
    payoutId: id,
    amountMinor: '5',
    seenCreditMinor: '9',
    method: 'cash',
    paidOn: '2026-11-30',
    currency: 'LKR',
  },
  { act: 'owe_again', paymentId: id, disputeId: 'dp_1', amountMinor: '5', currency: 'LKR' },
]

describe('what two people agree on', () => {
  test.for(acts)('%o is read as it was kept, its amounts as numbers', (act) => {
    const read = actDetailSchema.parse(act)
    const kept = Object.entries(read).map(([name, value]) => [
      ...[name, typeof value === 'bigint' ? String(value) : value],
    ])
    expect(Object.fromEntries(kept)).toEqual(act)
  })

  test.for([
    { act: 'wipe' },
    { amountMinor: '-5' },
    { amountMinor: '5.0' },
    { amountMinor: 'x5' },
    { amountMinor: '' },
    { currency: 'LK' },
    { currency: 'LKRS' },
    { paymentId: 'one' },
  ])('with %o it is nothing', (values) => {
    expect(actDetailSchema.safeParse({ ...refund, ...values }).success).toBe(false)
  })
})
