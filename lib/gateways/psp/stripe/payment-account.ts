import type Stripe from 'stripe'
import { type PaymentMethod, paymentMethods } from '#lib/domain/money/payment-methods.ts'
import type { AccountReading } from '#lib/gateways/psp/port.ts'

const capabilities = {
  card: 'card_payments',
  oxxo: 'oxxo_payments',
  boleto: 'boleto_payments',
  konbini: 'konbini_payments',
  multibanco: 'multibanco_payments',
  sepa_debit: 'sepa_debit_payments',
  us_bank_account: 'us_bank_account_ach_payments',
  bacs_debit: 'bacs_debit_payments',
} as const satisfies Record<PaymentMethod, keyof Stripe.Account.Capabilities>

/** What the account that the key belongs to prints on statements, and takes. A restricted key may not read it. */
export async function readAccount(client: Stripe): Promise<AccountReading> {
  const { id, settings, capabilities: said } = await client.accounts.retrieveCurrent()
  return {
    accountRef: id,
    cardPrefix: settings?.card_payments?.statement_descriptor_prefix ?? null,
    statementName: settings?.payments.statement_descriptor ?? null,
    methods: said
      ? paymentMethods.filter((method) => said[capabilities[method]] === 'active')
      : null,
  }
}
