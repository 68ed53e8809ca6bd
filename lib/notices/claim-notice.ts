import type { Selectable } from 'kysely'
import { addJob } from '#lib/db/jobs.ts'
import { lenderById } from '#lib/db/lenders.ts'
import type { Notices } from '#lib/db/schema.generated.ts'
import type { Tx } from '#lib/db/transaction.ts'
import { demandTime } from '#lib/domain/lock/hours.ts'
import { isDemand } from '#lib/domain/notice.ts'
import { retryAfter } from '#lib/domain/retry.ts'
import { isStillTrue } from './still-true.ts'

export type ClaimedNotice = Pick<
  Selectable<Notices>,
  'id' | 'lenderId' | 'kind' | 'channel' | 'recipient' | 'locale' | 'detail' | 'attempts'
>

const leaseSeconds = 60
const tries = 12

/**
 * Takes a notice for sending; one worker gets it, for a minute. The one gate before every demand: at an hour at which the
 * lender may ask for nothing it waits for the next that is right, and what is not true any more then is never sent.
 */
export async function claimNotice(
  tx: Tx,
  noticeId: string,
  now: Temporal.Instant,
): Promise<ClaimedNotice | undefined> {
  const notice = await tx
    .selectFrom('notices')
    .select(['id', 'lenderId', 'kind', 'channel', 'recipient', 'locale', 'detail', 'attempts'])
    .where('id', '=', noticeId)
    .where('sentAt', 'is', null)
    .where('failedAt', 'is', null)
    .where('nextAttemptAt', '<=', now)
    .forNoKeyUpdate()
    .executeTakeFirst()
  if (!notice) return undefined
  const claimed = { ...notice, attempts: notice.attempts + 1 }
  if (isDemand(notice.kind)) {
    const sendAt = demandTime(now, await lenderById(tx, notice.lenderId))
    if (Temporal.Instant.compare(sendAt, now) > 0) return void (await wait(tx, noticeId, sendAt))
    if (!(await isStillTrue(tx, claimed))) return void (await drop(tx, noticeId, now))
  }
  await tx
    .updateTable('notices')
    .set({ attempts: claimed.attempts, nextAttemptAt: now.add({ seconds: leaseSeconds }) })
    .where('id', '=', noticeId)
    .execute()
  return claimed
}

async function wait(tx: Tx, noticeId: string, nextAttemptAt: Temporal.Instant): Promise<void> {
  await tx.updateTable('notices').set({ nextAttemptAt }).where('id', '=', noticeId).execute()
  const job = { key: `notice:${noticeId}`, runAt: nextAttemptAt }
  await addJob(tx, 'send-notice', { noticeId }, job)
}

async function drop(tx: Tx, noticeId: string, failedAt: Temporal.Instant): Promise<void> {
  const dropped = { failedAt, failure: 'not true any more' }
  await tx.updateTable('notices').set(dropped).where('id', '=', noticeId).execute()
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
  await tx.updateTable('notices').set({ failure }).where('id', '=', notice.id).execute()
  await wait(tx, notice.id, nextAttemptAt)
  return false
}
