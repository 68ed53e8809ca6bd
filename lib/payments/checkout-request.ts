import type { Database } from '#lib/db/client.ts'
import { lenderById } from '#lib/db/lenders.ts'
import { pageMinutes } from '#lib/domain/money/attempt.ts'
import { takes } from '#lib/domain/money/chargeable.ts'
import { voucherLivesOf } from '#lib/domain/money/payment-methods.ts'
import type { LenderPolicy } from '#lib/domain/policy/lender-policy.ts'
import { waysToPay } from '#lib/gateways/psp/charge-limits.ts'
import type { CheckoutRequest } from '#lib/gateways/psp/port.ts'
import { portalUrl } from '#lib/http/portal-url.ts'

/** What to ask the provider for a payment that was opened; undefined when it has ended or has its page already. */
export async function checkoutRequestOf(
  db: Database,
  paymentId: string,
): Promise<CheckoutRequest | undefined> {
  const row = await db
    .selectFrom('payments')
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
      'devices.brand',
      'devices.model',
    ])
    .where('payments.id', '=', paymentId)
    .where('payments.state', '=', 'opening')
    .executeTakeFirst()
  if (!row) return undefined
  const lender = await lenderById(db, row.lenderId)
  const backUrl = `${portalUrl(lender.host)}/return/${row.id}`
  const methods = methodsFor(row, lender.paymentMethods)
  return {
    paymentId: row.id,
    lenderId: row.lenderId,
    money: { amountMinor: row.askedMinor, currency: row.currency },
    // Neutral on purpose: it stands on somebody else's screen and statement.
    productName: [lender.name, row.brand, row.model].filter(Boolean).join(' · '),
    statementDescriptor: lender.statementDescriptor,
    paymentMethods: methods,
    voucherDays: voucherDaysFor(methods, lender.policy),
    receiptEmail: row.receiptEmail,
    locale: row.locale,
    expiresAt: row.createdAt.add({ minutes: pageMinutes }),
    successUrl: backUrl,
    cancelUrl: `${backUrl}?cancelled=1`,
  }
}

type Asked = { askedMinor: bigint; currency: string }

// What the page said: by these this amount can be paid. None of them: the provider says why not.
function methodsFor({ askedMinor, currency }: Asked, offered: string[]): string[] {
  const fitting = waysToPay(currency, offered).filter((way) => takes(way, askedMinor))
  return fitting.length > 0 ? fitting.map(({ method }) => method) : offered
}

function voucherDaysFor(methods: readonly string[], { clearingDays }: LenderPolicy) {
  return Object.fromEntries(
    voucherLivesOf(methods, clearingDays).map(({ method, days }) => [method, days]),
  )
}
