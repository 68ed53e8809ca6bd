import { createHash } from 'node:crypto'
import type Stripe from 'stripe'
import type { EnteredCard } from '#lib/demo/stripe/books.ts'
import { brandOf } from './cards.ts'
import type { DelayedMethod } from './payment-methods.ts'

type Details = Stripe.Charge.PaymentMethodDetails

export function cardDetails(card: EnteredCard, amount: number, wasChallenged: boolean): Details {
  const brand = brandOf(card.number)
  return {
    type: 'card',
    card: {
      amount_authorized: amount,
      authorization_code: String(100_000 + (amount % 900_000)),
      brand,
      checks: { address_line1_check: null, address_postal_code_check: null, cvc_check: 'pass' },
      country: 'US',
      electronic_commerce_indicator: null,
      exp_month: card.expMonth,
      exp_year: card.expYear,
      extended_authorization: { status: 'disabled' },
      fingerprint: createHash('sha256').update(card.number).digest('hex').slice(0, 16),
      funding: 'credit',
      incremental_authorization: { status: 'unavailable' },
      installments: null,
      last4: card.number.slice(-4),
      mandate: null,
      multicapture: { status: 'unavailable' },
      network: brand,
      network_token: { used: false },
      network_transaction_id: null,
      overcapture: { maximum_amount_capturable: amount, status: 'unavailable' },
      regulated_status: 'unregulated',
      three_d_secure: wasChallenged ? authenticated : null,
      transaction_link_id: null,
      wallet: null,
    },
  }
}

const authenticated: Stripe.Charge.PaymentMethodDetails.Card.ThreeDSecure = {
  authentication_flow: 'challenge',
  electronic_commerce_indicator: '05',
  exemption_indicator: null,
  result: 'authenticated',
  result_reason: null,
  transaction_id: null,
  version: '2.2.0',
}

/** How a method whose money comes later shows on a charge. */
export function delayedDetails(method: DelayedMethod, voucherNumber: string | null): Details {
  const details: { [M in DelayedMethod]: Required<Pick<Details, M>> } = {
    oxxo: { oxxo: { number: voucherNumber } },
    boleto: { boleto: { tax_id: '00000000000' } },
    konbini: { konbini: { store: { chain: 'lawson' } } },
    multibanco: { multibanco: { entity: null, reference: voucherNumber } },
    sepa_debit: {
      sepa_debit: {
        bank_code: '37040044',
        branch_code: '',
        country: 'DE',
        fingerprint: null,
        last4: '3000',
        mandate: null,
      },
    },
    us_bank_account: {
      us_bank_account: {
        account_holder_type: 'individual',
        account_type: 'checking',
        bank_name: 'STRIPE TEST BANK',
        fingerprint: null,
        last4: '6789',
        payment_reference: null,
        routing_number: '110000000',
      },
    },
    bacs_debit: {
      bacs_debit: { fingerprint: null, last4: '2345', mandate: null, sort_code: '108800' },
    },
  }
  return { type: method, ...details[method] }
}
