import type { Tx } from '#lib/db/transaction.ts'
import { openingFor } from '#lib/domain/lock/hold.ts'
import { unlockDeadline } from '#lib/domain/lock/unlock.ts'
import { queueForBorrower } from '#lib/notices/queue-for-borrower.ts'
import {
  type HandOverPlanned,
  type HandOverRefusal,
  planHandOver,
} from '#lib/returns/plan-hand-over.ts'
import { type Schedule, type Scheduled, scheduleHandOver } from '#lib/returns/schedule-hand-over.ts'
import { leaveToPerson } from '#lib/workflows/holds/hold-within.ts'
import { requestUnlock } from '#lib/workflows/unlocks/request-unlock.ts'
import { holdReturn } from './hold-return.ts'

type Wish = Parameters<typeof planHandOver>[1]

/** Where a return meets the lock: the phone is held and opened, so that data can be saved, and the label is sent. */
export async function arrangeReturn(
  tx: Tx,
  wish: Wish,
): Promise<HandOverPlanned | HandOverRefusal> {
  const planned = await planHandOver(tx, wish)
  if ('refusal' in planned) {
    if (planned.refusal === 'open_days_used')
      await leaveToPerson(tx, planned.loan, { reason: 'return', now: wish.now })
    return planned
  }
  const { returnId, loan, heldUntil } = planned
  await openForData(tx, planned, wish)
  await holdReturn(tx, planned, {
    until: heldUntil,
    actor: wish.actor,
    isCounted: true,
    now: wish.now,
  })
  await queueForBorrower(tx, {
    loanId: loan.loanId,
    kind: 'return_arranged',
    causeId: returnId,
    detail: { returnId },
  })
  return planned
}

// A hold keeps the phone open, so the time to save data is as long as the hold: this unlock says so at once.
async function openForData(
  tx: Tx,
  { returnId, deviceId, heldUntil, loan }: HandOverPlanned,
  { actor, now }: Wish,
): Promise<void> {
  const { policy } = loan.lender
  const device = await tx
    .selectFrom('devices')
    .select(['lockState', 'relockAt'])
    .where('id', '=', deviceId)
    .executeTakeFirstOrThrow()
  const intent = openingFor(device, heldUntil, loan.lender)
  if (!intent) return
  const unlockId = await requestUnlock(tx, {
    deviceId,
    intent,
    cause: 'return',
    causeId: returnId,
    actor,
    deadlineAt: unlockDeadline(now, policy),
    now,
  })
  await tx.updateTable('returns').set({ unlockId }).where('id', '=', returnId).execute()
}

/** A person at the lender confirms or moves the hand-over; the phone is held for the later day, too. */
export async function scheduleReturn(
  tx: Tx,
  act: Schedule,
): Promise<Scheduled | Exclude<Awaited<ReturnType<typeof scheduleHandOver>>, Scheduled>> {
  const scheduled = await scheduleHandOver(tx, act)
  if ('refusal' in scheduled) return scheduled
  const { heldUntil: until } = scheduled
  await holdReturn(tx, scheduled, { until, actor: act.actor, isCounted: true, now: act.now })
  if (act.moved)
    await queueForBorrower(tx, {
      loanId: scheduled.loan.loanId,
      kind: 'return_moved',
      causeId: `${scheduled.returnId}:${act.seenVersion}`,
      detail: { returnId: scheduled.returnId },
    })
  return scheduled
}
