import { database } from '#lib/db/client.ts'
import { lenderById } from '#lib/db/lenders.ts'
import { type Tx, transaction } from '#lib/db/transaction.ts'
import { isDemandTime } from '#lib/domain/lock/hours.ts'
import { queueForBorrower } from '#lib/notices/queue-for-borrower.ts'
import type { ReturnAct, ReturnDone } from '#lib/returns/move-return.ts'
import { dueReturns } from '#lib/returns/queries.ts'
import { remindReturn } from '#lib/returns/remind-return.ts'
import { renewHold } from '#lib/returns/renew-hold.ts'
import { holdReturn } from './hold-return.ts'
import { closeReturn } from './settle-return.ts'
import { leaveUnanswered } from './unanswered-return.ts'

type Due = Awaited<ReturnType<typeof dueReturns>>[number]

/**
 * Does what time alone decides: who arranged a return is reminded of its day, a quote or an arrangement that was not
 * used expires, what was not answered goes to a person, and a hold is renewed while the lender still has the phone.
 */
export async function sweepReturns(now: Temporal.Instant): Promise<void> {
  for (const due of await dueReturns(database(), now)) await transaction((tx) => pass(tx, due, now))
}

// Whoever acts at the same moment wins: the version seen is no longer the version there.
async function pass(tx: Tx, due: Due, now: Temporal.Instant): Promise<void> {
  const { returnId, lenderId, version: seenVersion, state } = due
  const act: ReturnAct = { owner: { lenderId }, returnId, seenVersion, actor: 'keyturn', now }
  if (state === 'offered') await closeReturn(tx, { ...act, to: 'expired' })
  else if (state === 'arranged') await remindOrExpire(tx, act, due)
  else await keepHeld(tx, act, state)
}

// While the lender has the phone it is held. Silence agrees to nothing: without an answer a person decides.
async function keepHeld(tx: Tx, act: ReturnAct, state: Due['state']): Promise<void> {
  const renewed = await renewHold(tx, act)
  if ('refusal' in renewed) return
  await holdReturn(tx, renewed, { until: renewed.heldUntil, actor: 'keyturn', now: act.now })
  if (state === 'inspected') await leaveUnanswered(tx, renewed, act.now)
}

// Until the time to send it is over, all there is to do is to remind of it.
async function remindOrExpire(tx: Tx, act: ReturnAct, { openUntil, lenderId }: Due): Promise<void> {
  const isOver = openUntil === null || Temporal.Instant.compare(openUntil, act.now) <= 0
  if (isOver) {
    const ended = await closeReturn(tx, { ...act, to: 'expired' })
    if (!('refusal' in ended))
      await tell(tx, ended, { kind: 'return_expired', causeId: act.returnId })
  } else if (isDemandTime(act.now, await lenderById(tx, lenderId))) {
    const causeId = `${act.returnId}:${act.seenVersion}`
    const reminded = await remindReturn(tx, act)
    if ('isAhead' in reminded && reminded.isAhead)
      await tell(tx, reminded, { kind: 'return_reminder', causeId })
  }
}

type Told = { kind: 'return_reminder' | 'return_expired'; causeId: string }

function tell(tx: Tx, { returnId, loan }: ReturnDone, told: Told): Promise<void> {
  return queueForBorrower(tx, { loanId: loan.loanId, ...told, detail: { returnId } })
}
