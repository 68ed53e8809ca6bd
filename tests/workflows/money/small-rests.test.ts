import { describe, expect, test } from 'vitest'
import { database } from '#lib/db/client.ts'
import { reconcile } from '#lib/worker/reconcile.ts'
import checkPayment from '#lib/workflows/checkout/check-payment.ts'
import {
  balanceOf,
  dayFromNow,
  loanRow,
  paymentRow,
  unlocksOf,
} from '#tests/payments/given-payment.ts'
import { givenLender, givenLoan } from '#tests/support/lender.ts'
import { drain, untilUnlock } from '#tests/support/world.ts'
import { begun, givenCheckouts, start } from '#tests/workflows/checkout/given-checkout.ts'

const { stripe, connect, givenPhone, lender } = await givenCheckouts()
const waiving = await givenLender({ policy: { smallRest: 'waive' } })
await connect(waiving)

const late = (amountMinor: bigint) => [[dayFromNow(-30), amountMinor] as const]
const pesos = { currency: 'MXN' }

function writtenOff(loanId: string) {
  return database()
    .selectFrom('ledgerEntries')
    .select(['account', 'amountMinor'])
    .where('loanId', '=', loanId)
    .where('account', '=', 'written_off')
    .execute()
}

describe('a lender who lets go of a rest that is too little to be charged', () => {
  test('the loan ends, once, and the phone is released; others are left as they are', async () => {
    const loan = await givenPhone(waiving, late(999n), pesos)
    const enough = await givenLoan(waiving, late(1_000n), pesos)
    const others = await givenLoan(lender, late(999n), pesos)
    await reconcile(Temporal.Now.instant())
    await drain()
    await reconcile(Temporal.Now.instant())
    await untilUnlock(loan, 'confirmed')
    expect(await loanRow(loan)).toEqual({ outstandingMinor: 0n, creditMinor: 0n })
    expect(await writtenOff(loan.loanId)).toEqual([{ account: 'written_off', amountMinor: 999n }])
    expect(await unlocksOf(loan)).toMatchObject([{ intent: 'release' }])
    expect(loan.phone().locked).toBe(false)
    for (const bystander of [enough, others]) {
      expect(await writtenOff(bystander.loanId)).toEqual([])
      expect(await unlocksOf(bystander)).toEqual([])
    }
    expect(await loanRow(enough)).toMatchObject({ outstandingMinor: 1_000n })
    expect(await loanRow(others)).toMatchObject({ outstandingMinor: 999n })
  })

  test('nobody can pay it meanwhile, and it waits for money that may be on its way', async () => {
    const loan = await givenLoan(waiving, late(1_000n), pesos)
    const { paymentId } = await begun(loan, { choice: 'settle' })
    await database()
      .updateTable('lenders')
      .set({ paymentMethods: ['oxxo'] })
      .where('id', '=', waiving.id)
      .execute()
    const small = await givenLoan(waiving, late(999n), pesos)
    expect(await start(small, { choice: 'settle' })).toEqual({ refusal: 'not_offered' })
    await reconcile(Temporal.Now.instant())
    expect(await loanRow(loan)).toMatchObject({ outstandingMinor: 1_000n })
    expect(await paymentRow(paymentId)).toMatchObject({ state: 'open' })
    expect(await loanRow(small)).toMatchObject({ outstandingMinor: 0n })
  })
})

describe('any other lender', () => {
  test('the least that can be charged pays it, and the surplus is credit', async () => {
    const loan = await givenPhone(lender, late(1n), { currency: 'JPY' })
    const bystander = await givenLoan(lender, late(1n), { currency: 'JPY' })
    const { paymentId, checkoutUrl } = await begun(loan, { choice: 'settle' })
    await stripe.pay(checkoutUrl)
    await checkPayment({ paymentId })
    await drain()
    await untilUnlock(loan, 'confirmed')
    expect(await balanceOf(paymentId)).toMatchObject({
      psp_clearing: 50n,
      loan_receivable: -1n,
      borrower_credit: -49n,
    })
    expect(await loanRow(loan)).toEqual({ outstandingMinor: 0n, creditMinor: 49n })
    expect(await unlocksOf(loan)).toMatchObject([{ intent: 'release' }])
    expect(await loanRow(bystander)).toEqual({ outstandingMinor: 1n, creditMinor: 0n })
  })

  test('no part is taken that would leave too little; beside it one is', async () => {
    const loan = await givenLoan(lender, late(10_000n), pesos)
    const other = { choice: 'other' } as const
    expect(await start(loan, { ...other, amountMinor: 9_001n })).toEqual({
      refusal: 'leaves_too_little',
      limitMinor: 9_000n,
    })
    expect(await begun(loan, { ...other, amountMinor: 9_000n })).toMatchObject({
      paymentId: expect.any(String),
    })
  })

  test('more than can be charged at once is paid in parts', async () => {
    const loan = await givenLoan(lender, late(300_000_000n), { currency: 'IDR' })
    expect(await start(loan, { choice: 'settle' })).toEqual({ refusal: 'not_offered' })
    const other = { choice: 'other', amountMinor: 300_000_000n } as const
    expect(await start(loan, other)).toEqual({
      refusal: 'too_much_at_once',
      limitMinor: 99_999_999n,
    })
    const { paymentId, checkoutUrl } = await begun(loan, { ...other, amountMinor: 99_999_999n })
    await stripe.pay(checkoutUrl)
    await checkPayment({ paymentId })
    expect(await loanRow(loan)).toEqual({ outstandingMinor: 200_000_001n, creditMinor: 0n })
  })
})
