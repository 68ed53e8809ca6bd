import { isOtherwiseLocked, type Opening, waitsForPhone } from '#lib/domain/lock/opening.ts'
import { isLive, type UnlockState } from '#lib/domain/lock/unlock.ts'
import { isChecking as isAttemptChecking, type StillNeeded } from '#lib/domain/money/attempt.ts'

export type PaymentFacts = {
  state:
    | 'opening'
    | 'open'
    | 'processing'
    | 'paid'
    | 'set_aside'
    | 'failed'
    | 'expired'
    | 'cancelled'
  createdAt: Temporal.Instant
  paidAt: Temporal.Instant | null
  /** The day, where only that is known. */
  paidOn?: Temporal.PlainDate | null
  bookedAt: Temporal.Instant | null
  /** Until when the voucher for it can be paid; null: there is none, or nobody knows of it. */
  voucherUntil?: Temporal.Instant | null
  /** What of it is still owed; undefined: all. */
  stillNeeded?: StillNeeded['kind']
  /** It was set aside, and all of it went back. */
  isGivenBack?: boolean
  /** It ended before its payer had a page to pay on. */
  wasNotStarted?: boolean
  /** It counted for the loan, and nothing of it does any more: given back, undone, or taken back by its bank. */
  hasGoneBack?: boolean
  /** When the payer came back from the provider without cancelling. */
  checkoutReturnedAt: Temporal.Instant | null
  /** What the booking decided for the lock; null until booked. */
  effect: 'none' | 'until' | 'indefinite' | 'release' | null
  /** What its page said that it does to the lock; null: nothing. */
  saidEffect?: 'until' | 'indefinite' | 'release' | null
}

export type UnlockFacts = {
  state: UnlockState
  intent: 'until' | 'indefinite' | 'release'
  requestedAt: Temporal.Instant
  acceptedAt: Temporal.Instant | null
  confirmedAt: Temporal.Instant | null
  /** When the phone first locked after it, by whatever. */
  relockedAt: Temporal.Instant | null
  deadlineAt: Temporal.Instant
  lateAt: Temporal.Instant | null
  errorClass: string | null
}

export type TimelineFacts = {
  payment: PaymentFacts
  unlock: UnlockFacts | undefined
  device: {
    lastSeenAt: Temporal.Instant | null
    isOpen: boolean
    /** No lock service opens it, but a person at the lender. */
    isOpenedByHand: boolean
    /** What really happens to the phone when it is to be opened. */
    opening: Opening
  }
  now: Temporal.Instant
}

const heardFromWithin = { minutes: 15 }

/** Its borrower has typed a code on it, and says that it is open: the phone itself has not said so yet. */
export function isSaidOpen({ unlock, device }: TimelineFacts): boolean {
  return device.opening === 'said_open' && unlock !== undefined && unlock.state !== 'confirmed'
}

/** Whether the promise has run out and the phone is not known to be open. */
export function isLateNow(facts: TimelineFacts): boolean {
  const { unlock, now } = facts
  if (!unlock || unlock.state === 'confirmed' || isSaidOpen(facts)) return false
  if (waitsForPhone(facts.device.opening, unlock)) return false
  return unlock.lateAt !== null || Temporal.Instant.compare(now, unlock.deadlineAt) >= 0
}

/** Whether the phone was online a short while ago. */
export function isHeardFrom(
  { lastSeenAt }: Pick<TimelineFacts['device'], 'lastSeenAt'>,
  now: Temporal.Instant,
): boolean {
  return lastSeenAt !== null && Temporal.Instant.compare(lastSeenAt.add(heardFromWithin), now) >= 0
}

/** How it ended is being asked. */
export function isChecking({ payment }: TimelineFacts): boolean {
  return isAttemptChecking(payment)
}

/** The payer holds a voucher that can still be paid. */
export function hasVoucher({ payment: { state, voucherUntil }, now }: TimelineFacts): boolean {
  return state === 'processing' && !!voucherUntil && Temporal.Instant.compare(voucherUntil, now) > 0
}

/** The voucher cannot be paid any more, and nobody knows yet whether it was. */
export function isVoucherOver({ payment: { state, voucherUntil }, now }: TimelineFacts): boolean {
  return (
    state === 'processing' && !!voucherUntil && Temporal.Instant.compare(voucherUntil, now) <= 0
  )
}

export function isWithPerson({ unlock, device }: TimelineFacts): boolean {
  if (!unlock || unlock.state === 'confirmed') return false
  const needsPerson = unlock.state === 'rejected' && unlock.errorClass === 'needs_person'
  return device.isOpenedByHand || needsPerson
}

/** The phone is still to open, and its lock service is known not to work: until it does, nothing goes to the phone. */
export function waitsForService({ unlock, device }: TimelineFacts): boolean {
  return device.opening === 'service_down' && unlock !== undefined && isLive(unlock.state)
}

/** The phone is open already: paid ahead, it is only told how long it stays so. */
export function staysOpen({ unlock, device }: TimelineFacts): boolean {
  const isOpen = device.opening === 'open' || device.opening === 'released'
  return isOpen && unlock !== undefined && isLive(unlock.state)
}

/** The phone is still to open, and what keeps it closed is not ours. */
export function hasOtherLock({ unlock, device }: TimelineFacts): boolean {
  return device.opening === 'other_lock' && unlock !== undefined && isLive(unlock.state)
}

export function hasBeenAccepted(unlock: UnlockFacts): boolean {
  return unlock.acceptedAt !== null || ['accepted', 'delivered', 'confirmed'].includes(unlock.state)
}

/** Nothing was to be unlocked by this payment. */
export function needsNoUnlock({ payment: { effect }, device }: TimelineFacts): boolean {
  return effect === null || effect === 'none' || device.isOpen
}

/** The voucher asks for more than is owed by now. */
export function isVoucherPast(facts: TimelineFacts): boolean {
  const { stillNeeded = 'whole' } = facts.payment
  return hasVoucher(facts) && stillNeeded !== 'whole'
}

/** Nothing of ours is to be opened by what is on its way: its page said so, the phone is open, or it is the lender's again. */
export function hasNothingToOpen(facts: TimelineFacts): boolean {
  if (facts.payment.saidEffect === null) return true
  const { opening } = facts.device
  const isOpen = opening === 'open' || opening === 'released' || isShutByAnother(facts)
  return isOpen || opening === 'returned'
}

/** Our lock is gone, and another keeps the phone from being used. */
export function isShutByAnother({ device: { isOpen, opening } }: TimelineFacts): boolean {
  return isOpen && isOtherwiseLocked(opening)
}

/** All of the money went back before it had opened the phone: whatever opens it now is not this payment. */
export function countsNoMore({ payment, unlock }: TimelineFacts): boolean {
  const isBooked = payment.state === 'paid' && payment.bookedAt !== null
  return isBooked && payment.hasGoneBack === true && unlock?.state !== 'confirmed'
}
