import type { Tx } from '#lib/db/transaction.ts'
import type { Effect } from '#lib/domain/effect.ts'
import type { UnlockIntent } from '#lib/domain/unlock.ts'
import { queueForBorrower } from '#lib/notices/queue-for-borrower.ts'
import { followUnlock } from '#lib/payments/follow-payment.ts'
import type { RecordedPayment } from '#lib/payments/record-payment.ts'
import { requestUnlock, type UnlockRequest } from '#lib/unlocks/request-unlock.ts'
import { decideByPayment } from './decide-promises.ts'
import { reviewByPayment } from './review-plans.ts'

export type BookedMoney = {
  payment: RecordedPayment
  effect: Effect
  /** Names the money when it is not the payment's first. */
  causeId?: string
}

/** What follows once money is booked to a loan, however it came: the phone opens as the effect says, the receipt goes out, a promise is kept. */
export async function followMoney(
  tx: Tx,
  booked: BookedMoney,
  now: Temporal.Instant,
): Promise<void> {
  const { paymentId, loanId } = booked.payment
  await openPhone(tx, booked, now)
  await queueForBorrower(tx, { loanId, kind: 'receipt', causeId: paymentId, detail: { paymentId } })
  await decideByPayment(tx, paymentId, now)
  await reviewByPayment(tx, loanId, now)
}

async function openPhone(
  tx: Tx,
  { effect, payment, causeId = payment.paymentId }: BookedMoney,
  now: Temporal.Instant,
): Promise<void> {
  const unlockId = await openAsBooked(tx, effect, {
    loanId: payment.loanId,
    cause: 'payment',
    causeId,
    deadlineAt: now.add({ minutes: payment.unlockWithinMinutes }),
    now,
  })
  if (unlockId)
    await tx.updateTable('payments').set({ unlockId }).where('id', '=', payment.paymentId).execute()
}

type Opening = Pick<UnlockRequest, 'cause' | 'causeId' | 'deadlineAt' | 'now'> & { loanId: string }

/** Asks for the loan's phone to be open as far as the books allow; undefined when they allow nothing, or nothing is to open. */
export async function openAsBooked(
  tx: Tx,
  effect: Effect,
  { loanId, ...wish }: Opening,
): Promise<string | undefined> {
  const intent = intentFor(effect)
  if (!intent) return undefined
  const device = await tx
    .selectFrom('devices')
    .select(['id', 'lockState', 'returnedAt'])
    .where('loanId', '=', loanId)
    .executeTakeFirst()
  if (!device || device.lockState === 'released' || device.returnedAt) return undefined
  const request = { ...wish, deviceId: device.id, intent, actor: 'keyturn' }
  const { unlockId, hasReplaced } = await requestUnlock(tx, request)
  if (hasReplaced) await followUnlock(tx, unlockId)
  return unlockId
}

function intentFor(effect: Effect): UnlockIntent | undefined {
  if (effect.kind === 'none') return undefined
  return effect.kind === 'until'
    ? { kind: 'until', relockAt: effect.relockAt }
    : { kind: effect.kind }
}
