import type { Database } from '#lib/db/client.ts'
import { dayAt } from '#lib/domain/day.ts'
import { arrearsOf } from '#lib/domain/money/installments.ts'
import { formatMoney } from '#lib/domain/money/money.ts'
import { formatDay, formatUntil } from '#lib/i18n/format.ts'
import { readLoan } from '#lib/ledger/ledger.ts'
import { loanLeftOpenUntil } from '#lib/lock-rules/left-open.ts'

/** What is owed and overdue of a loan by now, what is due next, and until when its phone is left open all the same. */
export async function owedFacts(
  db: Database,
  loanId: string,
  { locale, timeZone, now }: { locale: string; timeZone: string; now: Temporal.Instant },
) {
  const loan = await readLoan(db, loanId)
  const today = dayAt(now, timeZone)
  const { arrearsMinor, next } = arrearsOf(loan.schedule, loan.outstandingMinor, today)
  const shown = (amountMinor: bigint) =>
    amountMinor > 0n ? formatMoney({ amountMinor, currency: loan.currency }, locale) : 'none'
  const end = arrearsMinor > 0n ? await loanLeftOpenUntil(db, loan, now) : null
  const until = end instanceof Temporal.Instant ? formatUntil(end, { locale, timeZone, now }) : ''
  return {
    overdue: shown(arrearsMinor),
    left: shown(loan.outstandingMinor),
    nextDue: next ? formatDay(next.dueOn, { locale, timeZone, now }) : 'none',
    nextAmount: shown(next?.openMinor ?? 0n),
    isLeftOpen: until ? 'yes' : 'no',
    until,
  }
}
