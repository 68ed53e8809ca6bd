import type { Database } from '#lib/db/client.ts'
import { pageMinutes } from '#lib/domain/money/attempt.ts'
import type { CheckoutRequest } from '#lib/gateways/psp/port.ts'
import { portalUrl } from '#lib/http/portal-url.ts'

/** What to ask the provider for a payment that was opened; undefined when it has ended or has its page already. */
export async function checkoutRequestOf(
  db: Database,
  paymentId: string,
): Promise<CheckoutRequest | undefined> {
  const row = await db
    .selectFrom('payments')
    .innerJoin('lenders', 'lenders.id', 'payments.lenderId')
    .leftJoin('devices', 'devices.loanId', 'payments.loanId')
    .select([
      'payments.id',
      'payments.lenderId',
      'payments.askedMinor',
      'payments.currency',
      'payments.reference',
      'payments.receiptEmail',
      'payments.locale',
      'payments.createdAt',
      'lenders.host',
      'lenders.name',
      'lenders.statementDescriptor',
      'lenders.paymentMethods',
      'devices.brand',
      'devices.model',
    ])
    .where('payments.id', '=', paymentId)
    .where('payments.state', '=', 'opening')
    .executeTakeFirst()
  if (!row) return undefined
  const backUrl = `${portalUrl(row.host)}/return/${row.id}`
  return {
    paymentId: row.id,
    lenderId: row.lenderId,
    money: { amountMinor: row.askedMinor, currency: row.currency },
    // Neutral on purpose: it stands on somebody else's screen and statement.
    productName: [row.name, row.brand, row.model].filter(Boolean).join(' · '),
    statementDescriptor: row.statementDescriptor,
    paymentMethods: row.paymentMethods,
    receiptEmail: row.receiptEmail,
    locale: row.locale,
    expiresAt: row.createdAt.add({ minutes: pageMinutes }),
    successUrl: backUrl,
    cancelUrl: `${backUrl}?cancelled=1`,
  }
}
