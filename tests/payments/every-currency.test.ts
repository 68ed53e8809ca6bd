import { beforeEach, expect, test } from 'vitest'
import { quoteOf } from '#app/(borrower)/phones/[deviceId]/pay/pay-quote.ts'
import { database } from '#lib/db/client.ts'
import { lenderById } from '#lib/db/lenders.ts'
import { inUnits } from '#lib/demo/stripe/objects/currency.ts'
import { formatMoney, parseAmount, toDecimal } from '#lib/domain/money/money.ts'
import { chargeLimits } from '#lib/gateways/psp/charge-limits.ts'
import { stripeCurrencies } from '#lib/gateways/psp/stripe/currencies.ts'
import { phoneOf } from '#lib/loans/queries.ts'
import checkPayment from '#lib/workflows/checkout/check-payment.ts'
import { type GivenLoan, givenLoan } from '#tests/support/lender.ts'
import { begun, givenCheckouts } from '#tests/workflows/checkout/given-checkout.ts'
import { balanceOf, loanRow, paymentRow, twoLate } from './given-payment.ts'

const { stripe, lender } = await givenCheckouts()

beforeEach(() => stripe.sandbox.turn('stripe.webhooks', 'lost'))

/** What the page shows for everything overdue, read back from its own words. */
async function shownArrears({ borrowerId, deviceId, currency }: GivenLoan): Promise<bigint> {
  const phone = await phoneOf(database(), borrowerId, deviceId)
  if (!phone) throw new Error('no phone')
  const reader = { locale: 'en-GB', timeZone: 'Asia/Colombo', now: Temporal.Now.instant() }
  const quote = quoteOf(phone, {}, { lender: await lenderById(database(), lender.id), reader })
  const arrears = quote.choices.find(({ name }) => name === 'arrears')
  if (!arrears) throw new Error(`nothing offered in ${currency}`)
  const shown = formatMoney({ amountMinor: arrears.amountMinor, currency }, reader.locale)
  return parseAmount(shown, currency, reader.locale) ?? -1n
}

async function pay(loan: GivenLoan) {
  const { paymentId, sessionId, checkoutUrl } = await begun(loan)
  await stripe.pay(checkoutUrl)
  await checkPayment({ paymentId })
  const { sessions, charges } = stripe.sandbox.objects
  const session = sessions.get(sessionId)?.session
  const charge = charges
    .all()
    .find(({ payment_intent, paid }) => payment_intent === session?.payment_intent && paid)
  return { paymentId, asked: session?.amount_total ?? 0, charged: charge?.amount ?? 0 }
}

test.each(stripeCurrencies)(
  '%s: what is shown is what is asked, charged and booked',
  async (currency) => {
    const { minimumMinor = 0n } = chargeLimits(currency, ['card']) ?? {}
    // An installment that is no whole step in any currency that has one.
    const eachMinor = minimumMinor * 3n + 7n
    const loan = await givenLoan(lender, twoLate(eachMinor), { currency })
    const shownMinor = await shownArrears(loan)
    const { paymentId, asked, charged } = await pay(loan)
    const shown = Number(toDecimal({ amountMinor: shownMinor, currency }))
    expect(Number(inUnits(asked, currency.toLowerCase()))).toBe(shown)
    expect(charged).toBe(asked)
    expect(await balanceOf(paymentId)).toMatchObject({ psp_clearing: shownMinor })
    expect(await paymentRow(paymentId)).toMatchObject({ state: 'paid', paidMinor: shownMinor })
    expect(await loanRow(loan)).toEqual({
      outstandingMinor: eachMinor * 4n - shownMinor,
      creditMinor: 0n,
    })
  },
)
