import { type AuditLogLine, writeAuditLog } from '#lib/db/audit-log.ts'
import type { Tx } from '#lib/db/transaction.ts'
import { isUuid } from '#lib/domain/identity/uuid.ts'
import { type GivenAnswer, keepAnswer } from './keep-answer.ts'
import type { CaseKind } from './open-case.ts'
import { type StillThere, stillThere } from './still-there.ts'

export const closingNoteMaximumLength = 1_000

export type CaseAct = {
  lenderId: string
  caseId: string
  staffId: string
  /** The version of the case that the page showed: who acts on an older one is told what changed. */
  seenVersion: number
  now: Temporal.Instant
}

export type CaseRefusal = {
  refusal: 'not_found' | 'stale' | 'closed' | 'taken' | 'unanswered' | StillThere | undefined
}

const done: CaseRefusal = { refusal: undefined }

/** Takes a case. Somebody else's only with `from`: the person the page named, so that nobody takes it over unawares. */
export async function takeCase(
  tx: Tx,
  { from, ...act }: CaseAct & { from: string | undefined },
): Promise<CaseRefusal> {
  const found = await lockCase(tx, act)
  if ('refusal' in found) return found
  if (found.takenBy === act.staffId) return done
  if (found.takenBy !== null && found.takenBy !== from) return { refusal: 'taken' }
  await change(tx, act, { takenBy: act.staffId, takenAt: act.now })
  await auditCase(tx, act, { action: 'case.taken', from: found.takenBy })
  return done
}

export async function handBackCase(tx: Tx, act: CaseAct): Promise<CaseRefusal> {
  const found = await lockCase(tx, act)
  if ('refusal' in found) return found
  if (found.takenBy !== act.staffId) return { refusal: 'taken' }
  await change(tx, act, { takenBy: null, takenAt: null })
  await auditCase(tx, act, { action: 'case.handed_back' })
  return done
}

/** What a case is closed with: what was done, for the desk alone, and what a borrower who wrote is answered. */
export type Closing = { note: string | null; answer?: GivenAnswer; isAnswered?: boolean }

// Somebody waits for an answer to these.
const answeredKinds: readonly string[] = [
  'borrower_dispute',
  'buyer_report',
] satisfies readonly CaseKind[]

/**
 * Closes a case with what was done about it. What a borrower or a buyer wrote is closed with an answer or not at all; what a
 * record still shows as undone is not closed by a note.
 */
export async function closeCase(
  tx: Tx,
  { note, answer, isAnswered = answer !== undefined, ...act }: CaseAct & Closing,
): Promise<CaseRefusal> {
  const found = await lockCase(tx, act)
  if ('refusal' in found) return found
  if (found.takenBy !== null && found.takenBy !== act.staffId) return { refusal: 'taken' }
  if (answeredKinds.includes(found.kind) && !isAnswered) return { refusal: 'unanswered' }
  const still = await stillThere(tx, act.caseId)
  if (still) return { refusal: still }
  const closing = { closedAt: act.now, closedBy: `staff:${act.staffId}`, closingNote: note }
  await change(tx, act, closing)
  if (answer) await keepAnswer(tx, act, answer)
  await auditCase(tx, act, { action: 'case.closed' })
  return done
}

async function lockCase(
  tx: Tx,
  { lenderId, caseId, seenVersion }: CaseAct,
): Promise<CaseRefusal | { kind: string; takenBy: string | null }> {
  if (!isUuid(caseId)) return { refusal: 'not_found' }
  const row = await tx
    .selectFrom('cases')
    .select(['kind', 'version', 'takenBy', 'closedAt'])
    .where('id', '=', caseId)
    .where('lenderId', '=', lenderId)
    .forNoKeyUpdate()
    .executeTakeFirst()
  if (!row) return { refusal: 'not_found' }
  if (row.closedAt) return { refusal: 'closed' }
  const { kind, takenBy } = row
  return row.version === seenVersion ? { kind, takenBy } : { refusal: 'stale' }
}

type Changed = {
  takenBy?: string | null
  takenAt?: Temporal.Instant | null
  closedAt?: Temporal.Instant
  closedBy?: string
  closingNote?: string | null
}

async function change(tx: Tx, { caseId, seenVersion }: CaseAct, values: Changed): Promise<void> {
  await tx
    .updateTable('cases')
    .set({ ...values, version: seenVersion + 1 })
    .where('id', '=', caseId)
    .execute()
}

function auditCase(
  tx: Tx,
  { lenderId, caseId, staffId, seenVersion }: CaseAct,
  { action, from = null }: { action: AuditLogLine['action']; from?: string | null },
): Promise<void> {
  const detail = { version: seenVersion + 1, ...(from ? { from } : {}) }
  const actor = `staff:${staffId}`
  return writeAuditLog(tx, { lenderId, actor, action, subject: 'case', subjectId: caseId, detail })
}
