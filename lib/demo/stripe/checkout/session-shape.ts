import type Stripe from 'stripe'
import { whole } from '#lib/demo/stripe/objects/whole.ts'
import type { Agreed, SessionParameters } from './session-parameters.ts'

export type NewSession = {
  id: string
  url: string
  createdAt: number
  agreed: Agreed
  parameters: SessionParameters
}

/** A session as Stripe shows it just after it was opened. */
export function newSession({
  id,
  url,
  createdAt,
  agreed,
  parameters,
}: NewSession): Stripe.Checkout.Session {
  return whole<Stripe.Checkout.Session>({
    ...nothingAsked,
    id,
    object: 'checkout.session',
    adaptive_pricing: { enabled: parameters.adaptive_pricing?.enabled ?? false },
    allowed_payment_method_types: parameters.allowed_payment_method_types ?? null,
    amount_subtotal: agreed.total,
    amount_total: agreed.total,
    cancel_url: parameters.cancel_url ?? null,
    client_reference_id: parameters.client_reference_id ?? null,
    created: createdAt,
    currency: agreed.currency,
    customer_creation: parameters.customer_creation ?? 'if_required',
    customer_details: parameters.customer_email
      ? { ...noDetails, email: parameters.customer_email }
      : null,
    customer_email: parameters.customer_email ?? null,
    expires_at: agreed.expiresAt,
    locale: parameters.locale ?? null,
    metadata: parameters.metadata ?? {},
    payment_method_types: agreed.methods,
    submit_type: parameters.submit_type ?? null,
    success_url: parameters.success_url,
    url,
  })
}

/** What is known of a payer who has said nothing. */
export const noDetails: Stripe.Checkout.Session.CustomerDetails = {
  address: null,
  business_name: null,
  email: null,
  individual_name: null,
  name: null,
  phone: null,
  tax_exempt: 'none',
  tax_ids: null,
}

const nothingAsked = {
  branding_settings: undefined,
  excluded_payment_method_types: undefined,
  // Only when it is asked for.
  line_items: undefined,
  name_collection: undefined,
  optional_items: null,
  presentment_details: undefined,
  redirect_on_completion: undefined,
  return_url: undefined,
  tax_id_collection: undefined,
  after_expiration: null,
  allow_promotion_codes: null,
  automatic_tax: { enabled: false, liability: null, provider: null, status: null },
  billing_address_collection: null,
  client_secret: null,
  collected_information: { business_name: null, individual_name: null, shipping_details: null },
  consent: null,
  consent_collection: null,
  currency_conversion: null,
  custom_fields: [],
  custom_text: {
    after_submit: null,
    shipping_address: null,
    submit: null,
    terms_of_service_acceptance: null,
  },
  customer: null,
  customer_account: null,
  discounts: [],
  integration_identifier: null,
  invoice: null,
  invoice_creation: {
    enabled: false,
    invoice_data: {
      account_tax_ids: null,
      custom_fields: null,
      description: null,
      footer: null,
      issuer: null,
      metadata: {},
      rendering_options: null,
    },
  },
  livemode: false,
  managed_payments: { enabled: false },
  mode: 'payment',
  origin_context: null,
  // Stripe makes the PaymentIntent when the payer first submits the page.
  payment_intent: null,
  payment_link: null,
  payment_method_collection: 'if_required',
  payment_method_configuration_details: null,
  payment_method_options: {},
  payment_status: 'unpaid',
  permissions: null,
  phone_number_collection: { enabled: false },
  recovered_from: null,
  saved_payment_method_options: null,
  setup_intent: null,
  shipping_address_collection: null,
  shipping_cost: null,
  shipping_options: [],
  status: 'open',
  subscription: null,
  total_details: { amount_discount: 0, amount_shipping: 0, amount_tax: 0 },
  ui_mode: 'hosted_page',
  wallet_options: null,
} satisfies Partial<Stripe.Checkout.Session>
