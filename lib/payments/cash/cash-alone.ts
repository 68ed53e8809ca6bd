import { sql } from 'kysely'
import type { Database } from '#lib/db/client.ts'
import type { Tx } from '#lib/db/transaction.ts'
import { dayAt } from '#lib/domain/day.ts'
import { splitCapture } from '#lib/domain/money/capture-split.ts'
import { type CashReason, whyTwoTakeCash } from '#lib/domain/money/cash-limit.ts'
import { smaller } from '#lib/domain/money/money.ts'
import { restIsWaived } from '#lib/domain/money/payment-choices.ts'
import { fallsAwayBy } from '#lib/domain/money/settlement-quote.ts'
import { chargeLimits } from '#lib/gateways/psp/charge-limits.ts'
import type { LoanRecord } from '#lib/ledger/ledger.ts'

export type CashEntry = {
  staffId: string
  amountMinor: bigint
  takenOn: Temporal.PlainDate
  now: Temporal.Instant
}

/** One entry of a person after the other: two at once would both find room under the limit. */
export async function holdEntries(tx: Tx, staffId: string): Promise<void> {
  await tx
    .selectFrom('staff')
    .select('id')
    .where('id', '=', staffId)
    .forNoKeyUpdate()
    .executeTakeFirst()
}

/** Why a second person must agree before this is booked to the loan; empty: nobody must. */
export async function whyTwo(
  db: Database,
  loan: LoanRecord,
  { staffId, amountMinor, takenOn, now }: CashEntry,
): Promise<CashReason[]> {
  const { lender, currency } = loan
  const today = dayAt(now, lender.timeZone)
  const { costMinor, rebateMinor } = fallsAwayBy(loan, amountMinor, takenOn)
  const owed = { ...loan, outstandingMinor: loan.outstandingMinor - costMinor }
  const split = splitCapture(owed, { receivedMinor: amountMinor, rebateMinor, today })
  const leftMinor = owed.outstandingMinor - split.loanMinor - split.rebateMinor
  const isWaived = restIsWaived(
    { outstandingMinor: leftMinor },
    { policy: lender.policy, charge: chargeLimits(currency, lender.paymentMethods) },
  )
  return whyTwoTakeCash(lender.policy, {
    currency,
    amountMinor,
    creditMinor: split.creditMinor,
    owedMinor: loan.outstandingMinor,
    takenAloneMinor: (await aloneToday(db, { lender, currency, staffId, now })).takenMinor,
    leftMinor: isWaived ? 0n : leftMinor,
  })
}

type Alone = {
  lender: Pick<LoanRecord['lender'], 'policy' | 'timeZone'>
  currency: string
  staffId: string
  now: Temporal.Instant
}

/** What one person may enter alone on one day, has entered today, and may still enter. */
export async function aloneToday(db: Database, { lender, currency, staffId, now }: Alone) {
  const today = dayAt(now, lender.timeZone)
  const limitMinor = lender.policy.desk.cashAloneMinor[currency] ?? 0n
  const takenMinor = await takenAlone(db, { staffId, currency, today, zone: lender.timeZone })
  return { limitMinor, takenMinor, leftMinor: limitMinor - smaller(limitMinor, takenMinor) }
}

type Day = { staffId: string; currency: string; today: Temporal.PlainDate; zone: string }

async function takenAlone(db: Database, { staffId, currency, today, zone }: Day): Promise<bigint> {
  const [from, until] = [today, today.add({ days: 1 })].map((day) =>
    day.toZonedDateTime(zone).toInstant(),
  )
  const { minor } = await db
    .selectFrom('payments')
    .select(sql<bigint>`coalesce(sum(asked_minor), 0)::bigint`.as('minor'))
    .where('takenBy', '=', staffId)
    .where('currency', '=', currency)
    .where('approvalId', 'is', null)
    .where('bookedAt', '>=', from as Temporal.Instant)
    .where('bookedAt', '<', until as Temporal.Instant)
    .executeTakeFirstOrThrow()
  return minor
}
