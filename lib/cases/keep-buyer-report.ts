import { randomUUID } from 'node:crypto'
import { writeAuditLog } from '#lib/db/audit-log.ts'
import { makeCode } from '#lib/db/signed-codes.ts'
import type { Tx } from '#lib/db/transaction.ts'
import type { Language } from '#lib/domain/languages.ts'
import type { BuyerReport } from '#lib/domain/strangers/buyer-report.ts'
import { openCase } from './open-case.ts'

type NewReport = {
  lenderId: string
  report: BuyerReport
  locale: Language
  /** When an answer is promised. */
  answerBy: Temporal.Instant
  now: Temporal.Instant
}

/**
 * Puts before a person what a buyer writes, as a case of its own; gives the code by which its writer reads the answer. Which
 * loan it is about, staff see from the IMEI; to the writer a phone of ours and a stranger's are the same.
 */
export async function keepBuyerReport(tx: Tx, incoming: NewReport): Promise<string> {
  const { lenderId, report, locale, answerBy, now } = incoming
  const dedupeKey = `buyer_report:${randomUUID()}`
  const loanId = report.imei === null ? null : await loanWithImei(tx, lenderId, report.imei)
  const kind = 'buyer_report'
  await openCase(tx, { lenderId, loanId, kind, dedupeKey, dueAt: answerBy })
  const { id: caseId } = await tx
    .selectFrom('cases')
    .select('id')
    .where('dedupeKey', '=', dedupeKey)
    .where('lenderId', '=', lenderId)
    .executeTakeFirstOrThrow()
  const code = makeCode('buyer-report', lenderId)
  await tx
    .insertInto('buyerReports')
    .values({ caseId, lenderId, code, locale, writtenAt: now, ...report })
    .execute()
  await writeAuditLog(tx, {
    lenderId,
    actor: 'nobody',
    action: 'case.message',
    subject: 'case',
    subjectId: caseId,
    detail: { wish: report.wish },
  })
  return code
}

async function loanWithImei(tx: Tx, lenderId: string, imei: string): Promise<string | null> {
  const device = await tx
    .selectFrom('devices')
    .select('loanId')
    .where('lenderId', '=', lenderId)
    .where((eb) => eb.or([eb('imei', '=', imei), eb('imei2', '=', imei)]))
    .executeTakeFirst()
  return device?.loanId ?? null
}
