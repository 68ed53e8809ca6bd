import type { PaymentDetail } from './queries.ts'

/** `version` changes whenever the page would; `final` says that nothing more happens by itself. */
export type PaymentProgress = { version: string; final: boolean }

/** A payment's progress as its page is told it. */
export function progressOf(payment: PaymentDetail, now: Temporal.Instant): PaymentProgress {
  const {
    state,
    stateAt,
    unlockState,
    unlockStateAt,
    unlockLateAt,
    refundedMinor,
    unlockId,
    deviceLastSeenAt,
  } = payment
  const parts = [
    state,
    stateAt,
    unlockState,
    unlockStateAt,
    unlockLateAt,
    refundedMinor,
    deviceLastSeenAt,
    waitStage(payment, now),
  ]
  return { version: parts.join('|'), final: isOver(state, unlockId, unlockState) }
}

function isOver(
  state: PaymentDetail['state'],
  unlockId: string | null,
  unlockState: PaymentDetail['unlockState'],
): boolean {
  if (state === 'paid') return unlockId === null || unlockState === 'confirmed'
  return state === 'failed' || state === 'expired' || state === 'cancelled' || state === 'set_aside'
}

// After five minutes the page offers a code: that is a change of the page, too.
function waitStage(
  { unlockRequestedAt, unlockState }: PaymentDetail,
  now: Temporal.Instant,
): string {
  if (!unlockRequestedAt || unlockState === 'confirmed') return ''
  return now.since(unlockRequestedAt).total('minutes') >= 5 ? 'long' : 'short'
}
