import type Stripe from 'stripe'
import type { PaymentAccount } from '#lib/domain/money/statement-name.ts'

/** What the account that the key belongs to prints on statements. A restricted key may not read it. */
export async function readAccount(
  client: Stripe,
): Promise<PaymentAccount & { accountRef: string }> {
  const { id, settings } = await client.accounts.retrieveCurrent()
  return {
    accountRef: id,
    cardPrefix: settings?.card_payments?.statement_descriptor_prefix ?? null,
    statementName: settings?.payments.statement_descriptor ?? null,
  }
}
