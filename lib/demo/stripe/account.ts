import { sampleOf, shaped } from './shape.ts'

/** The account all of the sandbox belongs to. */
export const accountId = 'acct_1KeyturnSandbox0'

export function account() {
  const sample = sampleOf('account')
  return shaped('account', {
    ...sample,
    id: accountId,
    charges_enabled: true,
    payouts_enabled: true,
    details_submitted: true,
    email: 'sandbox@keyturn.example',
    business_profile: { ...sample.business_profile, name: 'Keyturn sandbox' },
    external_accounts: {
      ...sample.external_accounts,
      url: `/v1/accounts/${accountId}/external_accounts`,
    },
    requirements: {
      ...sample.requirements,
      currently_due: [],
      eventually_due: [],
      disabled_reason: null,
    },
    settings: {
      ...sample.settings,
      dashboard: { display_name: 'Keyturn sandbox', timezone: 'Etc/UTC' },
      card_payments: { ...sample.settings.card_payments, statement_descriptor_prefix: 'SANDBOX' },
    },
  })
}
