import { sql } from 'kysely'
import type { Database } from '#lib/db/client.ts'
import { lastDayOf } from '#lib/domain/lock/hold.ts'
import { formatDay, formatUntil, type Reader } from '#lib/i18n/format.ts'
import { readLoan } from '#lib/ledger/ledger.ts'
import { loanHeldOpenUntil } from '#lib/lock-rules/left-open.ts'
import { openText } from './open-text.ts'

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
    .select(['devices.id as deviceId', 'devices.loanId', 'devices.brand', 'devices.model'])
    .select(['devices.lockState', 'devices.otherLocks'])
    .select(['given.outcome', 'given.answer', 'given.openUntil'])
    .where('cases.id', '=', caseId)
    .executeTakeFirstOrThrow()
  const loan = await readLoan(db, row.loanId)
  const leftOpenText = async (heldUntil: Temporal.Instant | null) =>
    heldUntil
      ? formatUntil(await loanHeldOpenUntil(db, loan, { heldUntil, now: reader.now }), reader)
      : ''
  const answerBy = lastDayOf(row.dueAt ?? row.openedAt, reader.timeZone)
  const path = `/phones/${row.deviceId}/dispute`
  return {
    reference: row.reference,
    phone: `${row.brand} ${row.model}`,
    answerBy: formatDay(answerBy, reader, 'long'),
    isHeld: row.untilAt ? 'yes' : 'no',
    until: await leftOpenText(row.untilAt),
    outcome: row.outcome ?? '',
    answer: row.answer ?? '',
    isOpen: openText(row),
    isLeftOpen: row.openUntil ? 'yes' : 'no',
    openUntil: await leftOpenText(row.openUntil),
    path: row.outcome ? path : `${path}?sent=1`,
  }
}
