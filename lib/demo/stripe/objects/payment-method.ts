import { createHash } from 'node:crypto'
import type Stripe from 'stripe'
import { newId } from '#lib/demo/stripe/api/identifiers.ts'
import type { Books, EnteredCard } from '#lib/demo/stripe/books.ts'
import { type Sandbox, unixNow } from '#lib/demo/stripe/sandbox-state.ts'
import { billingDetails } from './billing-details.ts'
import { brandOf } from './cards.ts'
import type { DelayedMethod } from './payment-methods.ts'
import { whole } from './whole.ts'

type Payer = { name: string; email: string }
type Chosen = ({ type: 'card'; card: EnteredCard } | { type: DelayedMethod }) & { payer: Payer }

type Optional<T> = { [Field in keyof T]-?: object extends Pick<T, Field> ? Field : never }[keyof T]
// Each kind carries a field named as itself and no other's.
type OwnField = Exclude<Optional<Stripe.PaymentMethod>, 'allow_redisplay' | 'radar_options'>

const ownFields: { [M in DelayedMethod]: Required<Pick<Stripe.PaymentMethod, M>> } = {
  oxxo: { oxxo: {} },
  boleto: { boleto: { tax_id: '00000000000' } },
  konbini: { konbini: {} },
  multibanco: { multibanco: {} },
  sepa_debit: {
    sepa_debit: {
      bank_code: '37040044',
      branch_code: '',
      country: 'DE',
      fingerprint: null,
      generated_from: { charge: null, setup_attempt: null },
      last4: '3000',
    },
  },
  us_bank_account: {
    us_bank_account: {
      account_holder_type: 'individual',
      account_type: 'checking',
      bank_name: 'STRIPE TEST BANK',
      financial_connections_account: null,
      fingerprint: null,
      last4: '6789',
      networks: { preferred: 'ach', supported: ['ach'] },
      routing_number: '110000000',
      status_details: {},
    },
  },
  bacs_debit: { bacs_debit: { fingerprint: null, last4: '2345', sort_code: '108800' } },
}

/** Keeps how a payer chose to pay; answers its id. Emits nothing. */
export function keepPaymentMethod(sandbox: Sandbox, chosen: Chosen): string {
  const { type, payer } = chosen
  const id = newId('pm_')
  const method = whole<Stripe.PaymentMethod, OwnField>({
    id,
    object: 'payment_method',
    allow_redisplay: 'unspecified',
    radar_options: {},
    billing_details: billingDetails(payer),
    created: unixNow(sandbox),
    customer: null,
    customer_account: null,
    livemode: false,
    metadata: {},
    type,
    ...('card' in chosen ? { card: cardOf(chosen.card) } : ownFields[chosen.type]),
  })
  sandbox.books.paymentMethods.save(id, method)
  return id
}

/** How a PaymentIntent is paid; undefined while nobody has tried. */
export function chosenMethod(
  { paymentMethods }: Pick<Books, 'paymentMethods'>,
  intent: Stripe.PaymentIntent | undefined,
): string | undefined {
  return paymentMethods.get(String(intent?.payment_method))?.type
}

function cardOf({ number, expMonth, expYear }: EnteredCard): Stripe.PaymentMethod.Card {
  const brand = brandOf(number)
  return {
    brand,
    checks: { address_line1_check: null, address_postal_code_check: null, cvc_check: 'pass' },
    country: 'US',
    display_brand: brand,
    exp_month: expMonth,
    exp_year: expYear,
    fingerprint: createHash('sha256').update(number).digest('hex').slice(0, 16),
    funding: 'credit',
    generated_from: null,
    last4: number.slice(-4),
    networks: { available: [brand], preferred: null },
    regulated_status: 'unregulated',
    three_d_secure_usage: { supported: true },
    wallet: null,
  }
}
