import type Stripe from 'stripe'
import { describe, expect, test } from 'vitest'
import { voucherOf } from '#lib/gateways/psp/stripe/read-voucher.ts'

const hosted_voucher_url = 'https://payments.stripe.com/voucher/x'
const expiry = 1_617_944_399
const expiresAt = Temporal.Instant.fromEpochMilliseconds((expiry + 1) * 1000)

function intent(
  next_action: Partial<Stripe.PaymentIntent.NextAction> | null,
  more: Partial<Stripe.PaymentIntent> = {},
): Stripe.PaymentIntent {
  const base = { status: 'requires_action', created: 1_617_638_802, ...more }
  return { ...base, next_action } as Stripe.PaymentIntent
}

const oxxo = (values: Partial<Stripe.PaymentIntent.NextAction.OxxoDisplayDetails> = {}) => ({
  oxxo_display_details: {
    expires_after: expiry,
    hosted_voucher_url,
    number: '12345678901234657890123456789012',
    ...values,
  },
})

describe('what Stripe says of a voucher, in one shape', () => {
  test('of OXXO: its number, its page, and from when it can be paid no more', () => {
    expect(voucherOf(intent(oxxo()), 'oxxo')).toEqual({
      url: hosted_voucher_url,
      expiresAt,
      details: { number: '12345678901234657890123456789012', entity: null, stores: [] },
    })
  })

  test('of a boleto: its line without dots and spaces', () => {
    const number = '00190.50095 40144.816069 06809.350314 3 37370000000100'
    const boleto_display_details = { expires_at: expiry, hosted_voucher_url, number, pdf: null }
    expect(voucherOf(intent({ boleto_display_details }), 'boleto')?.details.number).toBe(
      '00190500954014481606906809350314337370000000100',
    )
  })

  test('of Multibanco: entity and reference', () => {
    const multibanco_display_details = {
      entity: '12345',
      reference: '123 456 789',
      expires_at: expiry,
      hosted_voucher_url,
    }
    expect(voucherOf(intent({ multibanco_display_details }), 'multibanco')).toMatchObject({
      expiresAt,
      details: { entity: '12345', number: '123456789' },
    })
  })

  test('of Konbini: what each shop asks for, and no shop that asks for nothing', () => {
    const stores = {
      familymart: { payment_code: '123456', confirmation_number: '09012345678' },
      lawson: { payment_code: '222222' },
      ministop: null,
      seicomart: { payment_code: '<b>' },
    }
    const konbini_display_details = { expires_at: expiry, hosted_voucher_url: null, stores }
    expect(voucherOf(intent({ konbini_display_details }), 'konbini')).toEqual({
      url: null,
      expiresAt,
      details: {
        number: null,
        entity: null,
        stores: [
          { store: 'familymart', paymentCode: '123456', confirmationNumber: '09012345678' },
          { store: 'lawson', paymentCode: '222222', confirmationNumber: null },
        ],
      },
    })
  })
})

test.for([
  ['<script>alert(1)</script>'],
  ['0123 and call this number'],
  ['١٢٣٤٥٦٧٨'],
  ['1'.repeat(400)],
  [''],
])('what nobody types at a till is not taken for its number: %s', ([number]) => {
  expect(voucherOf(intent(oxxo({ number: number ?? null })), 'oxxo')?.details.number).toBeNull()
})

test.for([['javascript:alert(1)'], ['data:text/html,x'], ['no address'], ['']])(
  'what leads to no page of the web is not linked: %s',
  ([url]) => {
    expect(voucherOf(intent(oxxo({ hosted_voucher_url: url ?? null })), 'oxxo')?.url).toBeNull()
  },
)

describe('what Stripe does not say', () => {
  const day = 24 * 3600
  const lifeOf = (more: Partial<Stripe.PaymentIntent>, method: string) => {
    const voucher = voucherOf(intent(null, more), method)
    return voucher && (voucher.expiresAt.epochMilliseconds / 1000 - 1 - 1_617_638_802) / day
  }
  test('no details at all: it is a voucher all the same, for the days that were asked for', () => {
    const asked = {
      oxxo: { expires_after_days: 5 },
    } as Stripe.PaymentIntent['payment_method_options']
    expect(lifeOf({ payment_method_options: asked }, 'oxxo')).toBe(5)
    expect(lifeOf({}, 'konbini')).toBe(3)
    expect(lifeOf({}, 'multibanco')).toBe(7)
  })

  test('a voucher of Multibanco whose seven days are over is waited for: what was known stays', () => {
    expect(voucherOf(intent(null, { status: 'processing' }), 'multibanco')).toBeUndefined()
  })

  test.for([['succeeded'], ['canceled'], ['requires_payment_method']] as const)(
    'of a payment that is %s there is no voucher any more',
    ([status]) => {
      expect(voucherOf(intent(oxxo(), { status }), 'oxxo')).toBeNull()
    },
  )

  test('a card, or a debit on its way, has none', () => {
    expect(voucherOf(intent(null), 'card')).toBeNull()
    expect(voucherOf(intent(null, { status: 'processing' }), 'sepa_debit')).toBeNull()
  })
})
