import type Stripe from 'stripe'
import { isVoucher, voucherDaysOf } from '#lib/domain/money/payment-methods.ts'
import {
  type StoreCodes,
  storeNames,
  type VoucherDetails,
} from '#lib/domain/voucher/voucher-details.ts'
import type { Voucher } from '#lib/gateways/psp/port.ts'
import { fromUnix } from './unix.ts'

type Intent = Stripe.PaymentIntent
type NextAction = Stripe.PaymentIntent.NextAction
type Said = { url: string | null; expiry: number | null; details: VoucherDetails }

const ended: ReadonlySet<Intent['status']> = new Set([
  'succeeded',
  'canceled',
  'requires_payment_method',
])

/** The voucher that is to be paid; null: there is none. Undefined: it was made, and its time may be over (Multibanco). */
export function voucherOf(intent: Intent, method: string | null): Voucher | null | undefined {
  if (ended.has(intent.status)) return null
  const said = saidOf(intent.next_action)
  if (!said && !isVoucher(method)) return null
  if (!said && intent.status === 'processing') return undefined
  const { url = null, expiry = null, details = nothing } = said ?? {}
  return {
    url: safeUrl(url),
    // The last second in which it can be paid, 23:59:59 at the shop.
    expiresAt: fromUnix(expiry ?? usualExpiry(intent, method)).add({ seconds: 1 }),
    details,
  }
}

const nothing: VoucherDetails = { number: null, entity: null, stores: [] }

function saidOf(action: NextAction | null): Said | undefined {
  const { oxxo_display_details: oxxo, boleto_display_details: boleto } = action ?? {}
  const { konbini_display_details: konbini, multibanco_display_details: multibanco } = action ?? {}
  if (oxxo) {
    const { hosted_voucher_url: url, expires_after: expiry, number } = oxxo
    return { url, expiry, details: { ...nothing, number: digitsOf(number) } }
  }
  if (boleto) {
    const { hosted_voucher_url: url, expires_at: expiry, number } = boleto
    return { url, expiry, details: { ...nothing, number: digitsOf(number) } }
  }
  if (multibanco) {
    const { hosted_voucher_url: url, expires_at: expiry, reference, entity } = multibanco
    const details = { ...nothing, number: digitsOf(reference), entity: digitsOf(entity) }
    return { url, expiry, details }
  }
  if (!konbini) return undefined
  const { hosted_voucher_url: url, expires_at: expiry, stores } = konbini
  return { url, expiry, details: { ...nothing, stores: storesOf(stores) } }
}

function storesOf(
  stores: Partial<Stripe.PaymentIntent.NextAction.KonbiniDisplayDetails.Stores>,
): StoreCodes[] {
  return storeNames.flatMap((store) => {
    const paymentCode = digitsOf(stores[store]?.payment_code)
    const confirmationNumber = digitsOf(stores[store]?.confirmation_number)
    return paymentCode ? [{ store, paymentCode, confirmationNumber }] : []
  })
}

// What else may stand there is not typed at a till, and not shown.
function digitsOf(text: string | null | undefined): string | null {
  const digits = (text ?? '').replace(/[\s.-]/g, '')
  return /^\d{3,60}$/.test(digits) ? digits : null
}

function safeUrl(url: string | null): string | null {
  const { protocol } = (url && URL.parse(url)) || {}
  return protocol === 'https:' || protocol === 'http:' ? url : null
}

// Where Stripe does not say it: the days that it was asked for.
function usualExpiry({ created, payment_method_options: options }: Intent, method: string | null) {
  const voucher = isVoucher(method) ? method : 'oxxo'
  const asked = voucher === 'multibanco' ? undefined : options?.[voucher]?.expires_after_days
  return created + voucherDaysOf(asked ? { [voucher]: asked } : {}, voucher) * 24 * 3600
}
