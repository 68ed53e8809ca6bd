import { sql } from 'kysely'
import type { Database } from '#lib/db/client.ts'
import { dayAt } from '#lib/domain/day.ts'
import { arrearsOf } from '#lib/domain/money/installments.ts'
import { formatMoney, larger } from '#lib/domain/money/money.ts'
import { formatUntil, type Reader } from '#lib/i18n/format.ts'
import { readLoan } from '#lib/ledger/ledger.ts'
import { isHeldFor } from '#lib/lock-rules/holds-in-force.ts'
import { loanHeldOpenUntil } from '#lib/lock-rules/left-open.ts'

/** What a notice about a promise says: what was promised, what came of it, what is still overdue. */
export async function promiseFacts(db: Database, promiseId: string, reader: Reader) {
  const { locale, timeZone, now } = reader
  const promise = await db
    .selectFrom('promises')
    .innerJoin('devices', 'devices.loanId', 'promises.loanId')
    .select(['promises.id', 'promises.loanId', 'promises.reference', 'promises.amountMinor'])
    .select([
      'promises.dueOn',
      'promises.verdictAt',
      'promises.paidMinor',
      'devices.brand',
      'devices.model',
    ])
    .select(isHeldFor('promise', sql.ref('promises.id')).as('isHeld'))
    .where('promises.id', '=', promiseId)
    .executeTakeFirstOrThrow()
  const loan = await readLoan(db, promise.loanId)
  const openUntil = await loanHeldOpenUntil(db, loan, { heldUntil: promise.verdictAt, now })
  const today = dayAt(now, timeZone)
  const { arrearsMinor } = arrearsOf(loan.schedule, loan.outstandingMinor, today)
  const { amountMinor, brand, model, reference, dueOn } = promise
  const paidMinor = promise.paidMinor ?? 0n
  const shown = (minor: bigint) =>
    formatMoney({ amountMinor: minor, currency: loan.currency }, locale)
  return {
    reference,
    phone: `${brand} ${model}`,
    amount: shown(amountMinor),
    paid: shown(paidMinor),
    missing: shown(larger(amountMinor - paidMinor, 0n)),
    overdue: shown(arrearsMinor),
    isCleared: arrearsMinor === 0n ? 'yes' : 'no',
    isHeld: promise.isHeld ? 'yes' : 'no',
    openUntil: formatUntil(openUntil, reader),
    day: dayText(dueOn, locale),
    path: `/promises/${promise.id}`,
  }
}

function dayText(day: Temporal.PlainDate, locale: string): string {
  const { epochMilliseconds } = day.toZonedDateTime('UTC')
  return new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeZone: 'UTC' }).format(
    epochMilliseconds,
  )
}
