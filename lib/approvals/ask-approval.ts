import { sql } from 'kysely'
import { writeAuditLog } from '#lib/db/audit-log.ts'
import type { Tx } from '#lib/db/transaction.ts'

export type ApprovalKind = 'refund' | 'release' | 'settings' | 'owed_again' | 'cash' | 'return'

/** What is to be done, exactly, and what was seen when it was asked. */
export type ApprovalDetail = Record<string, unknown>

type ApprovalWish = {
  /** The form's own: sent again it asks for nothing new, whatever came of it. */
  id?: string | undefined
  kind: ApprovalKind
  subjectId: string
  /** The loan it is about, where the subject does not say it; settings are about none. */
  loanId?: string | undefined
  detail: ApprovalDetail
  reason: string
  staffId: string
  lenderId: string
  now: Temporal.Instant
}

type ApprovalAsked = {
  approvalId: string
  /** False: the same thing waits for somebody already, as it was asked then. */
  isNew: boolean
}

// Written out: PostgreSQL finds a partial index by a constant, never by a parameter of a kept statement.
const isWaiting = sql<boolean>`state = 'waiting'`

/** Puts an act before a second person. One thing waits once. */
export async function askApproval(tx: Tx, wish: ApprovalWish): Promise<ApprovalAsked> {
  const { id, kind, subjectId, detail, reason, staffId, lenderId, now } = wish
  if (id && (await wasAsked(tx, wish))) return { approvalId: id, isNew: false }
  const row = await tx
    .insertInto('approvals')
    .values({
      id,
      kind,
      subjectId,
      loanId: await loanOf(tx, wish),
      reason,
      lenderId,
      askedBy: staffId,
      askedAt: now,
      detail: JSON.stringify(detail),
    })
    .onConflict((conflict) => conflict.columns(['kind', 'subjectId']).where(isWaiting).doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!row) return { approvalId: await waitingFor(tx, wish), isNew: false }
  await writeAuditLog(tx, {
    lenderId,
    actor: `staff:${staffId}`,
    action: 'approval.asked',
    subject: 'approval',
    subjectId: row.id,
    detail: { kind, about: subjectId, reason },
  })
  return { approvalId: row.id, isNew: true }
}

function wasAsked(tx: Tx, { id = '', lenderId }: ApprovalWish) {
  return tx
    .selectFrom('approvals')
    .select('id')
    .where('id', '=', id)
    .where('lenderId', '=', lenderId)
    .executeTakeFirst()
}

async function loanOf(tx: Tx, { kind, subjectId, loanId }: ApprovalWish): Promise<string | null> {
  if (kind === 'release') return subjectId
  if (loanId || (kind !== 'refund' && kind !== 'owed_again')) return loanId ?? null
  const payment = await tx
    .selectFrom('payments')
    .select('loanId')
    .where('id', '=', subjectId)
    .executeTakeFirst()
  return payment?.loanId ?? null
}

async function waitingFor(tx: Tx, { kind, subjectId }: ApprovalWish): Promise<string> {
  const { id } = await tx
    .selectFrom('approvals')
    .select('id')
    .where('kind', '=', kind)
    .where('subjectId', '=', subjectId)
    .where('state', '=', 'waiting')
    .executeTakeFirstOrThrow()
  return id
}
