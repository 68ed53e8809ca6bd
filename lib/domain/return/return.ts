import { dayAt } from '#lib/domain/day.ts'
import { endOfDay } from '#lib/domain/lock/hold.ts'

export const returnStates = [
  'offered',
  'arranged',
  'received',
  'inspected',
  'agreed',
  'disputed',
  'settled',
  'closed',
  'withdrawn',
  'expired',
] as const
export type ReturnState = (typeof returnStates)[number]

const edges: Record<ReturnState, readonly ReturnState[]> = {
  offered: ['arranged', 'withdrawn', 'expired'],
  arranged: ['received', 'withdrawn', 'expired'],
  received: ['inspected'],
  inspected: ['agreed', 'disputed'],
  disputed: ['agreed'],
  agreed: ['settled'],
  settled: ['closed'],
  closed: [],
  withdrawn: [],
  // A phone that was sent comes late now and then; it is taken in all the same.
  expired: ['received'],
}

/** The states of a return that is over. */
export const overReturnStates: readonly ReturnState[] = ['closed', 'withdrawn', 'expired']

/** The states of a return that is under way: a loan has at most one. */
export const liveReturnStates = returnStates.filter((state) => !overReturnStates.includes(state))

export function canMoveReturn(from: ReturnState, to: ReturnState): boolean {
  return edges[from].includes(to)
}

/** The states from which `to` can be reached: the `where` of a compare-and-set. */
export function returnStatesBefore(to: ReturnState): ReturnState[] {
  return returnStates.filter((from) => canMoveReturn(from, to))
}

export function isLiveReturn(state: ReturnState): boolean {
  return liveReturnStates.includes(state)
}

type Ending = {
  state: ReturnState
  stateAt: Temporal.Instant
  dataWindowUntil: Temporal.Instant | null
}

/** Whether it ended before its time was over: the loan was paid meanwhile. */
export function endedPaid({ state, stateAt, dataWindowUntil }: Ending): boolean {
  if (state !== 'expired' || !dataWindowUntil) return false
  return Temporal.Instant.compare(stateAt, dataWindowUntil) < 0
}

type Answerable = { state: ReturnState; answerBy: Temporal.Instant | null }

/** Whether a person at the lender has the word: it was disputed, or not answered in time. Silence agrees to nothing. */
export function awaitsPerson({ state, answerBy }: Answerable, now: Temporal.Instant): boolean {
  if (state === 'disputed') return true
  return state === 'inspected' && answerBy !== null && Temporal.Instant.compare(answerBy, now) <= 0
}

/** Days after the last day to send in which a parcel may still be on its way. */
const onTheWayDays = 3
/** Days that the hold lasts once the phone is here; renewed while a person is still busy with it. */
const heldDays = 30
const renewBefore = { hours: 48 }

type ReturnClock = { timeZone: string; now: Temporal.Instant }

/** Until when the phone is held, and so stays open, for a return to be sent by `sendBy`: never less than the data window. */
export function heldUntilSent(
  sendBy: Temporal.PlainDate,
  dataWindowHours: number,
  { timeZone, now }: ReturnClock,
): Temporal.Instant {
  const byParcel = endOfDay(sendBy.add({ days: onTheWayDays }), timeZone)
  const byWindow = now.add({ hours: dataWindowHours }).round('millisecond')
  return Temporal.Instant.compare(byParcel, byWindow) > 0 ? byParcel : byWindow
}

/** Until when the phone is held while the lender has it, `beyondDays` of waiting for an answer included. */
export function heldWhileHere({ timeZone, now }: ReturnClock, beyondDays = 0): Temporal.Instant {
  const today = dayAt(now, timeZone)
  return endOfDay(today.add({ days: heldDays + beyondDays }), timeZone)
}

/** When a hold that ends at `until` is to be renewed. */
export function renewalOf(until: Temporal.Instant): Temporal.Instant {
  return until.subtract(renewBefore)
}

/** How often a return may be arranged and not sent within 90 days; then a person arranges it. */
export const mostUnsentReturns = 2
export const unsentWithinDays = 90

/** Days to pay what is still owed after a return. */
export const payAfterReturnDays = 30

/**
 * How staff read where a return stands: what was arranged is on its way only once one of them has confirmed it, and what the
 * payment of the loan has ended has not run out of time.
 */
export function saidState({
  scheduledAt,
  ...ending
}: Ending & { scheduledAt: Temporal.Instant | null }): ReturnState | 'to_confirm' | 'paid' {
  if (endedPaid(ending)) return 'paid'
  return ending.state === 'arranged' && !scheduledAt ? 'to_confirm' : ending.state
}
