import type { Tx } from '#lib/db/transaction.ts'
import type { NoticeKind } from '#lib/domain/notice.ts'
import type { ClaimedNotice } from './receiver.ts'

type Spoken = { table: 'promises' | 'plans' | 'returns'; id: string; state: string }

// What a demand speaks of may have changed while it waited for the morning: the state in which it is still to be said.
const spokenOf: { [kind in NoticeKind]?: Spoken } = {
  promise_reminder: { table: 'promises', id: 'promiseId', state: 'open' },
  promise_partly_kept: { table: 'promises', id: 'promiseId', state: 'partly_kept' },
  promise_broken: { table: 'promises', id: 'promiseId', state: 'broken' },
  plan_missed: { table: 'plans', id: 'planId', state: 'active' },
  return_reminder: { table: 'returns', id: 'returnId', state: 'arranged' },
  return_expired: { table: 'returns', id: 'returnId', state: 'expired' },
  return_inspected: { table: 'returns', id: 'returnId', state: 'inspected' },
}

/** Whether what a demand says is still so at the moment it is sent. */
export async function isStillTrue(tx: Tx, { kind, detail }: ClaimedNotice): Promise<boolean> {
  const spoken = spokenOf[kind]
  if (!spoken) return true
  const { table, id, state } = spoken
  const found = await tx
    .selectFrom(table)
    .select('id')
    .where('id', '=', (detail as Record<string, string>)[id] ?? '')
    .where('state' as never, '=', state as never)
    .$if(kind === 'plan_missed', (query) => query.where('warnedAt' as never, 'is not', null))
    .executeTakeFirst()
  return found !== undefined
}
