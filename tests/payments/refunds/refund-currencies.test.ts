import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { afterEach, expect, test } from 'vitest'
import { database } from '#lib/db/client.ts'
import { paymentsOfLoan } from '#lib/desk/loan-record.ts'
import { sumByCurrency } from '#lib/domain/money/money.ts'
import { refundsOfPayment } from '#lib/payments/payment-at-desk.ts'
import { paymentOf } from '#lib/payments/queries.ts'
import { givenAlone } from '#lib/payments/refunds/give-back.ts'
import { open, paidLoan, twoLate } from '#tests/payments/given-payment.ts'
import { alone, aloneUpTo, wishFor } from '#tests/payments/given-staff-money.ts'
import { freshDatabase } from '#tests/support/database/database.ts'
import { expectLedgerToHold } from '#tests/support/database/invariants.ts'
import { type GivenLoan, givenLender, givenLoan } from '#tests/support/lender.ts'
import { type Asked, intentNews, refundNews, tell } from '#tests/support/stripe-events.ts'

await freshDatabase()
const lender = await givenLender({ policy: aloneUpTo(100_000n) })
afterEach(() => expectLedgerToHold(database()))

async function sums(paymentId: string) {
  const refunds = await refundsOfPayment(database(), paymentId)
  return refunds.map(({ amountMinor, currency }) => ({ amountMinor, currency })).toReversed()
}

const goesBack = (asked: Asked) =>
  tell(refundNews('created', { ...asked, pspRefundId: `re_${randomUUID()}` }))

async function shown({ loanId, borrowerId }: GivenLoan, paymentId: string) {
  const [atDesk] = await paymentsOfLoan(database(), loanId)
  const own = await paymentOf(database(), borrowerId, paymentId)
  expect(atDesk?.refunded).toEqual(own?.refunded)
  return own?.refunded
}

test('what was asked in one currency, and came beside it in another, goes back in its own', async () => {
  const { loan, asked } = await paidLoan(lender)
  const { paymentId } = asked
  const second = { paymentId, intent: 'pi_beside', currency: 'USD', amountMinor: 900n }
  await tell(intentNews('succeeded', second))
  expect(await alone(await wishFor(lender, paymentId, 60_000n))).toHaveProperty('refundId')
  await goesBack({ ...second, amountMinor: 200n })
  await goesBack({ ...second, amountMinor: 300n })
  expect(await sums(paymentId)).toEqual([
    { amountMinor: 60_000n, currency: 'LKR' },
    { amountMinor: 200n, currency: 'USD' },
    { amountMinor: 300n, currency: 'USD' },
  ])
  expect(await shown(loan, paymentId)).toEqual([
    { currency: 'LKR', amountMinor: '60000' },
    { currency: 'USD', amountMinor: '500' },
  ])
  expect(await givenAlone(database(), paymentId, 'LKR')).toBe(60_000n)
  expect(await givenAlone(database(), paymentId, 'USD')).toBe(0n)
})

test('what came in another currency than was asked goes back in that', async () => {
  const loan = await givenLoan(lender, twoLate())
  const asked = await open(loan)
  const came = { ...asked, currency: 'USD' }
  await tell(intentNews('succeeded', came))
  await goesBack(came)
  expect(await sums(asked.paymentId)).toEqual([{ amountMinor: asked.amountMinor, currency: 'USD' }])
  expect(await shown(loan, asked.paymentId)).toEqual([
    { currency: 'USD', amountMinor: String(asked.amountMinor) },
  ])
})

test('nothing was given back: nothing is shown', async () => {
  const { loan, asked } = await paidLoan(lender)
  expect(await shown(loan, asked.paymentId)).toBeNull()
})

test('sums are of one currency each, and nothing is lost', () => {
  const money = fc.record({
    amountMinor: fc.bigInt(-1_000n, 1_000n),
    currency: fc.constantFrom('LKR', 'USD', 'JPY'),
  })
  fc.assert(
    fc.property(fc.array(money), (moneys) => {
      const sums = sumByCurrency(moneys)
      expect(new Set(sums.map(({ currency }) => currency)).size).toBe(sums.length)
      for (const currency of ['LKR', 'USD', 'JPY']) {
        const of = moneys.filter((one) => one.currency === currency)
        const total = of.reduce((sum, { amountMinor }) => sum + amountMinor, 0n)
        const found = sums.find((one) => one.currency === currency)
        expect(found?.amountMinor ?? 0n).toBe(total)
      }
    }),
  )
})
