import type Stripe from 'stripe'
import type { DelayedMethod } from '#lib/demo/stripe/objects/payment-methods.ts'

type NextAction = Stripe.PaymentIntent.NextAction
type Voucher = { expiresAt: number; url: string; number: string }

/** What a PaymentIntent says of the voucher that its payer was given. */
export function voucherOf(
  method: DelayedMethod,
  { expiresAt, url: hosted_voucher_url, number }: Voucher,
): NextAction | null {
  if (method === 'oxxo') {
    const oxxo_display_details = { expires_after: expiresAt, hosted_voucher_url, number }
    return { type: 'oxxo_display_details', oxxo_display_details }
  }
  if (method === 'boleto') {
    const boleto_display_details = { expires_at: expiresAt, hosted_voucher_url, number, pdf: null }
    return { type: 'boleto_display_details', boleto_display_details }
  }
  if (method !== 'konbini') return null
  const code = { confirmation_number: number.slice(0, 11), payment_code: number }
  const stores = { familymart: code, lawson: code, ministop: code, seicomart: code }
  const konbini_display_details = { expires_at: expiresAt, hosted_voucher_url, stores }
  return { type: 'konbini_display_details', konbini_display_details }
}

/** The number on the voucher that is still to be paid. */
export function voucherNumber({ next_action }: Stripe.PaymentIntent): string | null {
  const { oxxo_display_details: oxxo, boleto_display_details: boleto } = next_action ?? {}
  const store = next_action?.konbini_display_details?.stores.lawson
  return oxxo?.number ?? boleto?.number ?? store?.payment_code ?? null
}

/** When a voucher can be paid no more (seconds). */
export function voucherExpiry({ next_action }: Stripe.PaymentIntent): number | null {
  const { oxxo_display_details: oxxo, boleto_display_details: boleto } = next_action ?? {}
  const konbini = next_action?.konbini_display_details
  return oxxo?.expires_after ?? boleto?.expires_at ?? konbini?.expires_at ?? null
}
