import { writeAuditLog } from '#lib/db/audit-log.ts'
import type { Database } from '#lib/db/client.ts'
import type { Tx } from '#lib/db/transaction.ts'
import { holdEntries } from './cash-alone.ts'
import { cashLines, type DayOf, sumsOf } from './cash-day.ts'

export type Count = DayOf & {
  /** Chosen by the form: one form counts once, however often it is sent. */
  countId: string
  takenBy: string
  currency: string
  /** What the person saw as entered. */
  seenEnteredMinor: bigint
  /** The count that they saw as the last of it; null: nobody had counted it. */
  seenCountId: string | null
  countedMinor: bigint
  /** Why it is not what was entered. */
  note: string
  /** Who counted it and took it over. */
  staffId: string
  now: Temporal.Instant
}

export type Counted =
  | { outcome: 'counted' | 'already_counted' }
  | { refusal: 'same_person' | 'nothing_taken' | 'changed_since' | 'note_missing' }

/** A second person counts somebody's cash of a day and takes it over. Nothing is entered meanwhile. */
export async function countCash(tx: Tx, count: Count): Promise<Counted> {
  const { countId, lenderId, day, takenBy, currency, countedMinor, note, staffId, now } = count
  if (takenBy === staffId) return { refusal: 'same_person' }
  const entered = await enteredBy(tx, count)
  if (!entered) return { refusal: 'nothing_taken' }
  const { balanceMinor: enteredMinor } = entered
  const before = await countsOf(tx, count)
  if (before.some(({ id }) => id === countId)) return { outcome: 'already_counted' }
  const last = lastCountOf(before, count)
  const isAsSeen =
    enteredMinor === count.seenEnteredMinor && (last?.id ?? null) === count.seenCountId
  if (!isAsSeen) return { refusal: 'changed_since' }
  if (enteredMinor !== countedMinor && note === '') return { refusal: 'note_missing' }
  await tx
    .insertInto('cashCounts')
    .values({
      id: countId,
      lenderId,
      day,
      takenBy,
      currency,
      countedMinor,
      countedBy: `staff:${staffId}`,
      countedAt: now,
      enteredMinor,
      note: note || null,
    })
    .execute()
  await writeAuditLog(tx, {
    lenderId,
    actor: `staff:${staffId}`,
    action: 'staff.cash_counted',
    subject: 'staff',
    subjectId: takenBy,
    detail: {
      day: day.toString(),
      currency,
      note,
      enteredMinor: String(enteredMinor),
      countedMinor: String(countedMinor),
    },
  })
  return { outcome: 'counted' }
}

async function enteredBy(tx: Tx, { takenBy, currency, ...of }: Count) {
  await holdEntries(tx, takenBy)
  const sums = sumsOf(await cashLines(tx, of))
  return sums.find((sum) => sum.takenBy === takenBy && sum.currency === currency)?.cash
}

/** What was counted of a day, the newest last. */
export function countsOf(db: Database, { lenderId, day }: Omit<DayOf, 'timeZone'>) {
  return db
    .selectFrom('cashCounts')
    .select(['cashCounts.id', 'cashCounts.takenBy', 'cashCounts.currency', 'cashCounts.note'])
    .select(['cashCounts.enteredMinor', 'cashCounts.countedMinor', 'cashCounts.countedAt'])
    .select('cashCounts.countedBy')
    .where('cashCounts.lenderId', '=', lenderId)
    .where('cashCounts.day', '=', day)
    .orderBy('cashCounts.countedAt')
    .execute()
}

/** The newest count of somebody's cash. */
export function lastCountOf(
  counts: CashCount[],
  { takenBy, currency }: Pick<Count, 'takenBy' | 'currency'>,
): CashCount | undefined {
  return counts.findLast((count) => count.takenBy === takenBy && count.currency === currency)
}

export type CashCount = Awaited<ReturnType<typeof countsOf>>[number]
