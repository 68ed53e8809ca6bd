import type { Database } from '#lib/db/client.ts'
import { lastDayOf } from '#lib/domain/hold.ts'
import { formatDay, type Reader } from '#lib/words/format.ts'

/** What the notice about a borrower's message says: by when a person answers, and until when the phone stays open. */
export async function disputeFacts(db: Database, caseId: string, reader: Reader) {
  const row = await db
    .selectFrom('cases')
    .innerJoin('devices', 'devices.loanId', 'cases.loanId')
    .leftJoin('holds', (join) =>
      join
        .onRef('holds.loanId', '=', 'cases.loanId')
        .on('holds.reason', '=', 'dispute')
        .on('holds.endedAt', 'is', null),
    )
    .select(['cases.reference', 'cases.dueAt', 'cases.openedAt', 'holds.untilAt'])
    .select(['devices.id as deviceId', 'devices.brand', 'devices.model'])
    .where('cases.id', '=', caseId)
    .executeTakeFirstOrThrow()
  const dayOf = (until: Temporal.Instant) =>
    formatDay(lastDayOf(until, reader.timeZone), reader, 'long')
  return {
    reference: row.reference,
    phone: `${row.brand} ${row.model}`,
    answerBy: dayOf(row.dueAt ?? row.openedAt),
    isHeld: row.untilAt ? 'yes' : 'no',
    until: row.untilAt ? dayOf(row.untilAt) : '',
    path: `/phones/${row.deviceId}/wrong?sent=1`,
  }
}
