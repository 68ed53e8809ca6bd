import {
  countsNoMore,
  hasBeenAccepted,
  hasNothingToOpen,
  hasOtherLock,
  hasVoucher,
  isChecking,
  isHeardFrom,
  isLateNow,
  isSaidOpen,
  isShutByAnother,
  isVoucherOver,
  isVoucherPast,
  isWithPerson,
  needsNoUnlock,
  type PaymentFacts,
  staysOpen,
  type TimelineFacts,
  type UnlockFacts,
  waitsForService,
} from './facts.ts'

export const stepNames = ['paid', 'booked', 'unlock_sent', 'phone_confirmed'] as const
type StepName = (typeof stepNames)[number]
export type StepState = 'done' | 'now' | 'waiting' | 'late' | 'stopped' | 'not_needed'

export const notes = [
  'money_pending',
  'money_checking',
  'money_voucher',
  'money_clearing',
  'money_taken',
  'money_set_aside',
  'booking',
  'booked',
  'not_booked',
  'unlock_not_enough',
  'unlock_not_locked',
  'unlock_preparing',
  'unlock_sending',
  'unlock_retrying',
  'unlock_service_down',
  'unlock_with_person',
  'unlock_by_hand',
  'unlock_refused',
  'unlock_accepted',
  'phone_waiting',
  'phone_not_heard',
  'phone_other_lock',
  'phone_only_other_lock',
  'phone_offline_lock',
  'phone_stays_open',
  'phone_said_open',
  'phone_open',
  'phone_seen_open',
  'phone_released',
  'phone_stopped',
  'phone_locked_again',
  'phone_open_again',
  'later',
] as const
export type Note = (typeof notes)[number]

export type TimelineStep = {
  name: StepName
  state: StepState
  note: Note
  at?: Temporal.Instant
  /** The day of it, where nobody knows the time. */
  on?: Temporal.PlainDate
}

/** The four steps, each done only as far as there is evidence for it: two while nothing is to be opened, none when the payment came to nothing. */
export function stepsOf(facts: TimelineFacts): TimelineStep[] {
  if (cameToNothing(facts.payment) || isVoucherPast(facts) || isVoucherOver(facts)) return []
  if (countsNoMore(facts)) return []
  const isBooked = facts.payment.state === 'paid' && facts.payment.bookedAt !== null
  if (!isBooked && hasNothingToOpen(facts)) return [paidStep(facts), bookedStep(facts.payment)]
  return [paidStep(facts), bookedStep(facts.payment), sentStep(facts), confirmedStep(facts)]
}

function cameToNothing({ state, isGivenBack }: PaymentFacts): boolean {
  return !!isGivenBack || state === 'failed' || state === 'expired' || state === 'cancelled'
}

function paidStep(facts: TimelineFacts): TimelineStep {
  const { state, paidAt, paidOn } = facts.payment
  const name = 'paid'
  if (isChecking(facts)) return step(name, 'now', 'money_checking')
  if (state === 'paid' && paidOn) return { ...step(name, 'done', 'money_taken'), on: paidOn }
  if (state === 'paid') return step(name, 'done', 'money_taken', paidAt)
  if (state === 'set_aside') return step(name, 'done', 'money_set_aside', paidAt)
  if (hasVoucher(facts)) return step(name, 'now', 'money_voucher')
  return step(name, 'now', state === 'processing' ? 'money_clearing' : 'money_pending')
}

function bookedStep({ state, bookedAt }: PaymentFacts): TimelineStep {
  if (state === 'paid') {
    return bookedAt ? step('booked', 'done', 'booked', bookedAt) : step('booked', 'now', 'booking')
  }
  return state === 'set_aside'
    ? step('booked', 'stopped', 'not_booked')
    : step('booked', 'waiting', 'later')
}

function sentStep(facts: TimelineFacts): TimelineStep {
  const { payment, unlock, device } = facts
  const name = 'unlock_sent'
  if (payment.state !== 'paid' || !payment.bookedAt) return step(name, 'waiting', 'later')
  if (!unlock) {
    return needsNoUnlock(facts)
      ? step(name, 'not_needed', notNeededNote(facts))
      : step(name, 'now', 'unlock_preparing')
  }
  const pending = isLateNow(facts) ? 'late' : 'now'
  if (isWithPerson(facts)) return step(name, pending, 'unlock_with_person')
  if (device.isOpenedByHand) return step(name, 'done', 'unlock_by_hand', unlock.confirmedAt)
  if (waitsForService(facts)) return step(name, pending, 'unlock_service_down')
  if (hasBeenAccepted(unlock))
    return step(name, 'done', 'unlock_accepted', unlock.acceptedAt ?? unlock.confirmedAt)
  if (unlock.state === 'rejected') return step(name, 'stopped', 'unlock_refused')
  return step(name, pending, unlock.state === 'retry_wait' ? 'unlock_retrying' : 'unlock_sending')
}

function confirmedStep(facts: TimelineFacts): TimelineStep {
  const { payment, unlock, device, now } = facts
  const name = 'phone_confirmed'
  if (unlock?.state === 'confirmed') {
    if (isShutByAnother(facts)) return shutStep(name, unlock, device)
    if (unlock.relockedAt && device.isOpen)
      return step(name, 'done', openAgainNote(device), unlock.confirmedAt)
    if (unlock.relockedAt) return step(name, 'stopped', 'phone_locked_again', unlock.relockedAt)
    return step(name, 'done', openNote(unlock, device), unlock.confirmedAt)
  }
  if (payment.state === 'paid' && payment.bookedAt && !unlock && needsNoUnlock(facts)) {
    return step(name, 'not_needed', 'later')
  }
  if (isSaidOpen(facts)) return step(name, 'now', 'phone_said_open')
  if (staysOpen(facts)) return step(name, 'now', 'phone_stays_open')
  if (!unlock || isWithPerson(facts) || waitsForService(facts) || !hasBeenAccepted(unlock))
    return step(name, 'waiting', device.opening === 'other_lock' ? 'phone_other_lock' : 'later')
  if (['rejected', 'failed', 'expired'].includes(unlock.state))
    return step(name, 'stopped', 'phone_stopped')
  const isHeard = isHeardFrom(device, now)
  const note = hasOtherLock(facts)
    ? 'phone_other_lock'
    : isHeard
      ? 'phone_waiting'
      : 'phone_not_heard'
  return step(name, isLateNow(facts) ? 'late' : 'now', note)
}

function notNeededNote(facts: TimelineFacts): Note {
  if (!facts.device.isOpen) return 'unlock_not_enough'
  return isShutByAnother(facts) ? shutNote(facts.device) : 'unlock_not_locked'
}

function shutStep(
  name: StepName,
  { confirmedAt }: UnlockFacts,
  device: TimelineFacts['device'],
): TimelineStep {
  const note = shutNote(device)
  return note === 'phone_offline_lock'
    ? step(name, 'now', note)
    : step(name, 'stopped', note, confirmedAt)
}

/** What is said of a phone that another lock than the lender's keeps shut. */
export function shutNote({ opening }: TimelineFacts['device']) {
  return opening === 'offline_lock' ? 'phone_offline_lock' : 'phone_only_other_lock'
}

function openNote({ intent }: UnlockFacts, { isOpenedByHand }: TimelineFacts['device']): Note {
  if (intent === 'release') return 'phone_released'
  return isOpenedByHand ? 'phone_seen_open' : 'phone_open'
}

function openAgainNote({ isOpenedByHand }: TimelineFacts['device']): Note {
  return isOpenedByHand ? 'phone_seen_open' : 'phone_open_again'
}

function step(
  name: StepName,
  state: StepState,
  note: Note,
  at?: Temporal.Instant | null,
): TimelineStep {
  return at ? { name, state, note, at } : { name, state, note }
}
