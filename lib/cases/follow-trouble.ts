import { sql } from 'kysely'
import { writeAuditLog } from '#lib/db/audit-log.ts'
import type { Tx } from '#lib/db/transaction.ts'
import { closeByItself } from './close-by-itself.ts'
import { type NewCase, openCase } from './open-case.ts'

export type Trouble = NewCase & {
  /** Whether a person has something to look at. */
  isOpen: boolean
  /** It is heard of for the first time, or has moved on: then also a case that a person has closed is opened anew. */
  change: 'first' | 'moved_on' | 'none'
  now: Temporal.Instant
}

/** Keeps one case as a trouble goes its way elsewhere: opened, changed and closed with it. */
export async function followTrouble(tx: Tx, trouble: Trouble): Promise<void> {
  const { isOpen, change, now, ...about } = trouble
  const { lenderId, dedupeKey } = about
  if (change === 'none') return
  // Also what is over when it is heard of leaves its trace.
  if (change === 'first' || (isOpen && !(await reopened(tx, about)))) await openCase(tx, about)
  await noteChange(tx, about)
  if (!isOpen) await closeByItself(tx, { lenderId, dedupeKey, now })
}

// What closed by itself opens by itself.
async function reopened(tx: Tx, { lenderId, dedupeKey }: NewCase): Promise<boolean> {
  const newest = await tx
    .selectFrom('cases')
    .select(['id', 'closedBy', 'closedAt'])
    .where('lenderId', '=', lenderId)
    .where('dedupeKey', '=', dedupeKey)
    .orderBy('openedAt', 'desc')
    .limit(1)
    .forNoKeyUpdate()
    .executeTakeFirst()
  if (!newest?.closedAt) return newest !== undefined
  if (newest.closedBy !== 'keyturn') return false
  await tx
    .updateTable('cases')
    .set({ closedAt: null, closedBy: null })
    .where('id', '=', newest.id)
    .execute()
  await audit(tx, { lenderId, action: 'case.opened', subjectId: newest.id })
  return true
}

async function noteChange(tx: Tx, { lenderId, dedupeKey, detail, dueAt }: NewCase): Promise<void> {
  const told = { detail: JSON.stringify(detail ?? {}), dueAt: dueAt ?? null }
  const changed = await tx
    .updateTable('cases')
    .set((eb) => ({ ...told, version: eb('version', '+', 1) }))
    .where('lenderId', '=', lenderId)
    .where('dedupeKey', '=', dedupeKey)
    .where('closedAt', 'is', null)
    .where(
      sql<boolean>`(detail, due_at) is distinct from (${told.detail}::jsonb, ${told.dueAt}::timestamptz)`,
    )
    .returning('id')
    .execute()
  for (const { id } of changed) await audit(tx, { lenderId, action: 'case.updated', subjectId: id })
}

type Line = { lenderId: string; action: 'case.opened' | 'case.updated'; subjectId: string }

function audit(tx: Tx, line: Line): Promise<void> {
  return writeAuditLog(tx, { ...line, actor: 'keyturn', subject: 'case' })
}
