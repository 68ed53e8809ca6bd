import { addJob } from '#lib/db/jobs.ts'
import { lenderById } from '#lib/db/lenders.ts'
import type { Tx } from '#lib/db/transaction.ts'
import { isDemand } from '#lib/domain/notice.ts'
import { channelsFor, type GateReason, gateNotice, type Passed } from '#lib/domain/notice-gate.ts'
import { retryAfter } from '#lib/domain/retry.ts'
import { queueNotice } from './queue-notice.ts'
import { type ClaimedNotice, type Receiver, receiverOf } from './receiver.ts'
import { isStillTrue } from './still-true.ts'

const leaseSeconds = 60
const tries = 12

/**
 * Takes a notice for sending; one worker gets it, for a minute. Here every notice goes through the gate
 * (`domain/notice-gate.ts`): it may have to wait, and what its receiver does not want or is not true any more is never sent.
 * What the gate said is kept with it.
 */
export async function claimNotice(
  tx: Tx,
  noticeId: string,
  now: Temporal.Instant,
): Promise<(ClaimedNotice & { passed: Passed }) | undefined> {
  const notice = await tx
    .selectFrom('notices')
    .select(['id', 'lenderId', 'kind', 'channel', 'recipient', 'locale', 'detail', 'attempts'])
    .select(['causeId', 'borrowerId'])
    .where('id', '=', noticeId)
    .where('sentAt', 'is', null)
    .where('failedAt', 'is', null)
    .where('nextAttemptAt', '<=', now)
    .forNoKeyUpdate()
    .executeTakeFirst()
  if (!notice) return undefined
  const claimed = { ...notice, attempts: notice.attempts + 1 }
  const receiver = await receiverOf(tx, notice)
  const verdict = gateNotice({ ...notice, ...receiver }, await lenderById(tx, notice.lenderId), now)
  if (verdict.act === 'wait') {
    await note(tx, noticeId, verdict.reason)
    return void (await wait(tx, noticeId, verdict.until))
  }
  if (verdict.act === 'withhold') {
    await drop(tx, noticeId, { gate: verdict.reason, now })
    if (verdict.reason === 'other_channel') await queueElsewhere(tx, notice, receiver)
    return undefined
  }
  if (isDemand(notice.kind) && !(await isStillTrue(tx, claimed)))
    return void (await drop(tx, noticeId, { gate: 'not_true', now }))
  const gate = verdict.reason
  await tx
    .updateTable('notices')
    .set({ gate, attempts: claimed.attempts, nextAttemptAt: now.add({ seconds: leaseSeconds }) })
    .where('id', '=', noticeId)
    .execute()
  return { ...claimed, passed: verdict.passed }
}

type Unsent = Omit<ClaimedNotice, 'attempts'> & { causeId: string; borrowerId: string | null }

// It was queued before its receiver chose another way: it goes that way. Queued there, too, nothing happens.
async function queueElsewhere(
  tx: Tx,
  { id: _, recipient: __, detail, ...notice }: Unsent,
  { choices, has, addresses }: Receiver,
): Promise<void> {
  for (const channel of channelsFor(notice.kind, choices, has)) {
    const recipient = addresses[channel]
    if (!recipient) continue
    const other = { ...notice, channel, recipient, detail: detail as Record<string, string> }
    await queueNotice(tx, other)
  }
}

async function note(tx: Tx, noticeId: string, gate: GateReason): Promise<void> {
  await tx.updateTable('notices').set({ gate }).where('id', '=', noticeId).execute()
}

async function wait(tx: Tx, noticeId: string, nextAttemptAt: Temporal.Instant): Promise<void> {
  await tx.updateTable('notices').set({ nextAttemptAt }).where('id', '=', noticeId).execute()
  const job = { key: `notice:${noticeId}`, runAt: nextAttemptAt }
  await addJob(tx, 'send-notice', { noticeId }, job)
}

async function drop(
  tx: Tx,
  noticeId: string,
  { gate, now: failedAt }: { gate: GateReason; now: Temporal.Instant },
): Promise<void> {
  const dropped = { failedAt, gate }
  await tx.updateTable('notices').set(dropped).where('id', '=', noticeId).execute()
}

export async function noteSent(
  tx: Tx,
  noticeId: string,
  { subject, now }: { subject: string; now: Temporal.Instant },
): Promise<void> {
  await tx
    .updateTable('notices')
    .set({ sentAt: now, subject, failure: null })
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
