import { sql } from 'kysely'
import type { Database } from '#lib/db/client.ts'
import { lastDayOf } from '#lib/domain/lock/hold.ts'
import { formatDay, type Reader } from '#lib/i18n/format.ts'

/** What the notices about a borrower's message say: by when a person answers, what the answer was, until when the phone stays open. */
export async function disputeFacts(db: Database, caseId: string, reader: Reader) {
  const row = await db
    .selectFrom('cases')
    .innerJoin('devices', 'devices.loanId', 'cases.loanId')
    .leftJoin('holds', (join) =>
      join
        .onRef('holds.loanId', '=', 'cases.loanId')
        .on('holds.reason', '=', 'dispute')
        .on((eb) => eb(sql<string>`cases.id::text`, '=', eb.ref('holds.causeId')))
        .on('holds.endedAt', 'is', null),
    )
    .leftJoin('disputeAnswers as given', 'given.caseId', 'cases.id')
    .select(['cases.reference', 'cases.dueAt', 'cases.openedAt', 'holds.untilAt'])
    .select(['devices.id as deviceId', 'devices.brand', 'devices.model'])
    .select(['given.outcome', 'given.answer', 'given.openUntil'])
    .where('cases.id', '=', caseId)
    .executeTakeFirstOrThrow()
  const dayOf = (until: Temporal.Instant | null) =>
    until ? formatDay(lastDayOf(until, reader.timeZone), reader, 'long') : ''
  const path = `/phones/${row.deviceId}/dispute`
  return {
    reference: row.reference,
    phone: `${row.brand} ${row.model}`,
    answerBy: dayOf(row.dueAt ?? row.openedAt),
    isHeld: row.untilAt ? 'yes' : 'no',
    until: dayOf(row.untilAt),
    outcome: row.outcome ?? '',
    answer: row.answer ?? '',
    isLeftOpen: row.openUntil ? 'yes' : 'no',
    openUntil: dayOf(row.openUntil),
    path: row.outcome ? path : `${path}?sent=1`,
  }
}
