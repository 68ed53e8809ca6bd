import type { Selectable } from 'kysely'
import { addJob } from '#lib/db/jobs.ts'
import type { Notices } from '#lib/db/schema.generated.ts'
import type { Tx } from '#lib/db/transaction.ts'
import { retryAfter } from '#lib/domain/retry.ts'

export type ClaimedNotice = Pick<
  Selectable<Notices>,
  'id' | 'lenderId' | 'kind' | 'channel' | 'recipient' | 'locale' | 'detail' | 'attempts'
>

const leaseSeconds = 60
const tries = 12

/** Takes a notice for sending; one worker gets it, for a minute. */
export function claimNotice(
  tx: Tx,
  noticeId: string,
  now: Temporal.Instant,
): Promise<ClaimedNotice | undefined> {
  return tx
    .updateTable('notices')
    .set((eb) => ({
      attempts: eb('attempts', '+', 1),
      nextAttemptAt: now.add({ seconds: leaseSeconds }),
    }))
    .where('id', '=', noticeId)
    .where('sentAt', 'is', null)
    .where('failedAt', 'is', null)
    .where('nextAttemptAt', '<=', now)
    .returning(['id', 'lenderId', 'kind', 'channel', 'recipient', 'locale', 'detail', 'attempts'])
    .executeTakeFirst()
}

export async function noteSent(tx: Tx, noticeId: string, now: Temporal.Instant): Promise<void> {
  await tx
    .updateTable('notices')
    .set({ sentAt: now, failure: null })
    .where('id', '=', noticeId)
    .execute()
}

/** Plans the next try (30 s doubling, an hour at most), or gives up: after twelve, or at once when no try will help. */
export async function noteFailed(
  tx: Tx,
  notice: ClaimedNotice,
  { failure, isFinal, now }: { failure: string; isFinal: boolean; now: Temporal.Instant },
): Promise<boolean> {
  if (isFinal || notice.attempts >= tries) {
    await tx
      .updateTable('notices')
      .set({ failedAt: now, failure })
      .where('id', '=', notice.id)
      .execute()
    return true
  }
  const nextAttemptAt = now.add(retryAfter(notice.attempts))
  await tx
    .updateTable('notices')
    .set({ nextAttemptAt, failure })
    .where('id', '=', notice.id)
    .execute()
  await addJob(
    tx,
    'send-notice',
    { noticeId: notice.id },
    { key: `notice:${notice.id}`, runAt: nextAttemptAt },
  )
  return false
}
