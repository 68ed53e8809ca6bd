import type Stripe from 'stripe'
import type { Sandbox } from '#lib/demo/stripe/sandbox-state.ts'
import { type DelayedMethod, delayedMethods } from './payment-methods.ts'
import { whole } from './whole.ts'

export const accountId = 'acct_1KeyturnSandbox0'

/** What stands before the suffix on every card statement. */
export const descriptorPrefix = 'SANDBOX'

export function account({ country }: Pick<Sandbox, 'country'>): Stripe.Account {
  return whole<Stripe.Account>({
    id: accountId,
    object: 'account',
    business_profile: whole<Stripe.Account.BusinessProfile>({
      annual_revenue: null,
      estimated_worker_count: null,
      mcc: null,
      minority_owned_business_designation: null,
      monthly_estimated_revenue: undefined,
      name: 'Keyturn sandbox',
      product_description: null,
      specified_commercial_transactions_act_url: null,
      support_address: null,
      support_email: null,
      support_phone: null,
      support_url: null,
      url: null,
    }),
    business_type: null,
    capabilities: capabilitiesIn(country),
    charges_enabled: true,
    company: undefined,
    controller: { type: 'account' },
    country,
    created: 1_700_000_000,
    default_currency: 'usd',
    deleted: undefined,
    details_submitted: true,
    email: 'sandbox@keyturn.example',
    external_accounts: {
      object: 'list',
      data: [],
      has_more: false,
      url: `/v1/accounts/${accountId}/external_accounts`,
    },
    future_requirements: nothingRequired,
    groups: null,
    individual: undefined,
    metadata: {},
    payouts_enabled: true,
    requirements: nothingRequired,
    settings: settings(),
    tos_acceptance: { date: null, ip: null, user_agent: null },
    type: 'standard',
  })
}

// Which ways of paying the account can take.
function capabilitiesIn(country: string): Stripe.Account.Capabilities {
  const can = (method: DelayedMethod) =>
    delayedMethods[method].accounts?.includes(country) === false ? 'inactive' : 'active'
  return {
    card_payments: 'active',
    transfers: 'active',
    oxxo_payments: can('oxxo'),
    boleto_payments: can('boleto'),
    konbini_payments: can('konbini'),
    multibanco_payments: can('multibanco'),
    sepa_debit_payments: can('sepa_debit'),
    us_bank_account_ach_payments: can('us_bank_account'),
    bacs_debit_payments: can('bacs_debit'),
  }
}

const nothingRequired = {
  alternatives: [],
  current_deadline: null,
  currently_due: [],
  disabled_reason: null,
  errors: [],
  eventually_due: [],
  past_due: [],
  pending_verification: [],
} satisfies Stripe.Account.Requirements

type Settings = Stripe.Account.Settings

function settings(): Settings {
  return whole<Settings>({
    bacs_debit_payments: { display_name: null, service_user_number: null },
    branding: { icon: null, logo: null, primary_color: null, secondary_color: null },
    card_issuing: undefined,
    card_payments: {
      decline_on: { avs_failure: true, cvc_failure: true },
      statement_descriptor_prefix: descriptorPrefix,
      statement_descriptor_prefix_kana: null,
      statement_descriptor_prefix_kanji: null,
    },
    dashboard: { display_name: 'Keyturn sandbox', timezone: 'Etc/UTC' },
    invoices: { default_account_tax_ids: null, hosted_payment_method_save: null },
    payments: {
      statement_descriptor: null,
      statement_descriptor_kana: null,
      statement_descriptor_kanji: null,
      statement_descriptor_prefix_kana: null,
      statement_descriptor_prefix_kanji: null,
    },
    payouts: {
      debit_negative_balances: true,
      schedule: { delay_days: 2, interval: 'daily' },
      statement_descriptor: null,
    },
    paypay_payments: undefined,
    sepa_debit_payments: {},
    treasury: undefined,
  })
}
