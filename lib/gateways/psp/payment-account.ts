import type { PaymentAccount } from '#lib/domain/money/statement-name.ts'
import { client } from './stripe.ts'

/** What the account that the key belongs to prints on statements. Throws Stripe's error, also where the key may not read it. */
export async function readPaymentAccount(): Promise<PaymentAccount & { accountRef: string }> {
  const { id, settings } = await client().accounts.retrieveCurrent()
  return {
    accountRef: id,
    cardPrefix: settings?.card_payments?.statement_descriptor_prefix ?? null,
    statementName: settings?.payments.statement_descriptor ?? null,
  }
}
