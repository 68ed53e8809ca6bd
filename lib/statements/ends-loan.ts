import { paymentChoices } from '#lib/domain/money/payment-choices.ts'
import { payTerms } from '#lib/gateways/psp/charge-limits.ts'
import type { LoanRecord } from '#lib/ledger/ledger.ts'

/** The amount that ends a loan and takes its lock away, and until when; undefined: no amount does so now. */
export function endsLoan(loan: LoanRecord, now: Temporal.Instant) {
  const { lender, currency, isDisputed } = loan
  // What a bank may take back can be owed again, and until it is known the lock stays.
  if (isDisputed) return undefined
  const terms = payTerms(lender, currency, { timeZone: lender.timeZone, now })
  const choice = paymentChoices(loan, terms).find(({ name }) => name === 'settle')
  if (!choice?.validUntil) return undefined
  const after = choice.validUntil.add({ days: 1 })
  return {
    amountMinor: choice.amountMinor,
    currency,
    until: choice.validUntil.toString(),
    endsAt: after.toZonedDateTime(lender.timeZone).toInstant(),
  }
}
