import { addJob } from '#lib/db/jobs.ts'
import type { Tx } from '#lib/db/transaction.ts'
import type { Language } from '#lib/domain/languages.ts'
import type { NoticeKind } from '#lib/domain/notice.ts'

export type NewNotice = {
  lenderId: string
  /** Whose account it is about; null: a stranger's, who has none. */
  borrowerId?: string | null
  kind: NoticeKind
  /** What it is about; one kind about one cause is sent once to each channel. */
  causeId: string
  channel: 'email' | 'sms'
  recipient: string
  locale: Language
  /** Ids and figures only: the words are chosen when it is sent. */
  detail: Record<string, string>
}

/** Queues a notice with the caller's transaction. Queued before: nothing happens. */
export async function queueNotice(tx: Tx, { detail, ...rest }: NewNotice): Promise<void> {
  const row = await tx
    .insertInto('notices')
    .values({ ...rest, detail: JSON.stringify(detail) })
    .onConflict((conflict) => conflict.columns(['kind', 'causeId', 'channel']).doNothing())
    .returning('id')
    .executeTakeFirst()
  if (row) await addJob(tx, 'send-notice', { noticeId: row.id }, { key: `notice:${row.id}` })
}
