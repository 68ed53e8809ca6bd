import { randomInt } from 'node:crypto'
import type Stripe from 'stripe'
import type { DelayedMethod } from '#lib/demo/stripe/objects/payment-methods.ts'
import { toBoletoLine } from '#lib/domain/voucher/boleto.ts'

type NextAction = Stripe.PaymentIntent.NextAction
type Voucher = { expiresAt: number; url: string; amount: number }

/** What a PaymentIntent says of the voucher that its payer was given. */
export function voucherOf(
  method: DelayedMethod,
  { expiresAt, url: hosted_voucher_url, amount }: Voucher,
): NextAction | null {
  switch (method) {
    case 'oxxo': {
      const number = digits(32)
      const oxxo_display_details = { expires_after: expiresAt, hosted_voucher_url, number }
      return { type: 'oxxo_display_details', oxxo_display_details }
    }
    case 'boleto': {
      const boleto_display_details = {
        expires_at: expiresAt,
        hosted_voucher_url,
        number: boletoNumber(expiresAt, amount),
        pdf: `${hosted_voucher_url}/pdf`,
      }
      return { type: 'boleto_display_details', boleto_display_details }
    }
    case 'konbini': {
      const confirmation_number = digits(11)
      const code = () => ({ confirmation_number, payment_code: digits(6) })
      const stores = { familymart: code(), lawson: code(), ministop: code(), seicomart: code() }
      const konbini_display_details = { expires_at: expiresAt, hosted_voucher_url, stores }
      return { type: 'konbini_display_details', konbini_display_details }
    }
    case 'multibanco': {
      const multibanco_display_details = {
        entity: '12345',
        reference: digits(9),
        expires_at: expiresAt,
        hosted_voucher_url,
      }
      return { type: 'multibanco_display_details', multibanco_display_details }
    }
    default:
      return null
  }
}

function digits(length: number): string {
  return Array.from({ length }, (_, index) => randomInt(index === 0 ? 1 : 0, 10)).join('')
}

// The days since 7 October 1997 count to 9999, and from 22 February 2025 on begin again at 1000.
function boletoNumber(expiresAt: number, amount: number): string {
  const due = 1000 + Math.floor((expiresAt - Date.UTC(2025, 1, 22) / 1000) / (24 * 3600))
  const dueAndAmount = `${due}${String(amount).padStart(10, '0')}`
  return toBoletoLine('3419', { dueAndAmount, free: digits(25) })
}

const zones: Partial<Record<DelayedMethod, string>> = {
  oxxo: 'America/Mexico_City',
  boleto: 'America/Sao_Paulo',
  konbini: 'Asia/Tokyo',
}

/** The last second of the day until which it can be paid, by the clock of its country; Multibanco's is seven days long. */
export function voucherExpiryOf(
  method: DelayedMethod,
  { madeAt, days = 3 }: { madeAt: number; days: number | undefined },
): number {
  const zone = zones[method]
  if (!zone) return madeAt + 7 * 24 * 3600
  const made = Temporal.Instant.fromEpochMilliseconds(madeAt * 1000).toZonedDateTimeISO(zone)
  const over = made
    .toPlainDate()
    .add({ days: days + 1 })
    .toZonedDateTime(zone)
  return Math.floor(over.epochMilliseconds / 1000) - 1
}

/** The number on the voucher that is still to be paid. */
export function voucherNumber({ next_action }: Stripe.PaymentIntent): string | null {
  const { oxxo_display_details: oxxo, boleto_display_details: boleto } = next_action ?? {}
  const store = next_action?.konbini_display_details?.stores.lawson
  const reference = next_action?.multibanco_display_details?.reference
  return oxxo?.number ?? boleto?.number ?? store?.payment_code ?? reference ?? null
}

/** When a voucher can be paid no more (seconds). */
export function voucherExpiry({ next_action }: Stripe.PaymentIntent): number | null {
  const until = next_action?.oxxo_display_details?.expires_after
  return until ?? otherDetails(next_action)?.expires_at ?? null
}

/** Stripe's own page of the voucher that is still to be paid. */
export function voucherUrl(intent: Stripe.PaymentIntent | undefined): string | null {
  const action = intent?.next_action ?? null
  return (action?.oxxo_display_details ?? otherDetails(action))?.hosted_voucher_url ?? null
}

function otherDetails(action: NextAction | null) {
  const { boleto_display_details: boleto, konbini_display_details: konbini } = action ?? {}
  return boleto ?? konbini ?? action?.multibanco_display_details
}
