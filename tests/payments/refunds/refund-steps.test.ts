import { afterEach, expect, test } from 'vitest'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { giveBackAlone } from '#lib/payments/refunds/give-back.ts'
import {
  balanceOf,
  cancel,
  dayFromNow,
  loanRow,
  open,
  paid,
} from '#tests/payments/given-payment.ts'
import { freshDatabase } from '#tests/support/database/database.ts'
import { expectLedgerToHold } from '#tests/support/database/invariants.ts'
import { givenLender, givenLoan } from '#tests/support/lender.ts'
import { deskRules } from '#tests/support/policy.ts'
import { intentNews, intentOf, tell } from '#tests/support/stripe-events.ts'

await freshDatabase()
const lender = await givenLender({
  policy: { desk: deskRules({ refundAloneMinor: { KWD: '1000000' } }) },
})
afterEach(() => expectLedgerToHold(database()))

const late = () => givenLoan(lender, [[dayFromNow(-30), 12_345n]], { currency: 'KWD' })

function refundsOf(paymentId: string) {
  return database()
    .selectFrom('refunds')
    .select('amountMinor')
    .where('paymentId', '=', paymentId)
    .execute()
}

test('what is too much goes back in whole steps, and the fraction stays credit', async () => {
  const loan = await late()
  const bystander = await late()
  const first = await open(loan, { choice: 'settle' })
  await cancel(first.paymentId)
  await paid(loan, { choice: 'other', amountMinor: 5_000n })
  await tell(intentNews('succeeded', first))
  expect(first.amountMinor).toBe(12_350n)
  expect(await refundsOf(first.paymentId)).toEqual([{ amountMinor: 5_000n }])
  expect(await balanceOf(first.paymentId)).toEqual({
    psp_clearing: 12_350n,
    loan_receivable: -7_345n,
    borrower_credit: -5n,
    suspense: -5_000n,
  })
  expect(await loanRow(loan)).toEqual({ outstandingMinor: 0n, creditMinor: 5n })
  expect(await loanRow(bystander)).toEqual({ outstandingMinor: 12_345n, creditMinor: 0n })
})

test('staff can give back whole steps only', async () => {
  const asked = await paid(await late(), { choice: 'settle' })
  const giveBack = (amountMinor: bigint) =>
    transaction((tx) =>
      giveBackAlone(tx, {
        lenderId: lender.id,
        paymentId: asked.paymentId,
        paymentIntentId: intentOf(asked),
        amountMinor,
        seenRefundableMinor: 12_350n,
        note: 'test',
        actor: 'staff:test',
        token: crypto.randomUUID(),
      }),
    )
  expect(await giveBack(1_005n)).toEqual({ refusal: 'not_in_steps', refundableMinor: 12_350n })
  expect(await refundsOf(asked.paymentId)).toEqual([])
  expect(await giveBack(1_010n)).toMatchObject({ refundId: expect.any(String) })
  expect(await refundsOf(asked.paymentId)).toEqual([{ amountMinor: 1_010n }])
})
