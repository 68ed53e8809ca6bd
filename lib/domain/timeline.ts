import type { UnlockState } from './unlock.ts'

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
  bookedAt: Temporal.Instant | null
  /** When the payer came back from Stripe without cancelling. */
  returnedAt: Temporal.Instant | null
  /** What the booking decided for the lock; null until booked. */
  effect: 'none' | 'until' | 'indefinite' | 'release' | null
}

export type UnlockFacts = {
  state: UnlockState
  intent: 'until' | 'indefinite' | 'release'
  requestedAt: Temporal.Instant
  acceptedAt: Temporal.Instant | null
  confirmedAt: Temporal.Instant | null
  relockedAt: Temporal.Instant | null
  deadlineAt: Temporal.Instant
  lateAt: Temporal.Instant | null
  errorClass: string | null
}

export type TimelineFacts = {
  payment: PaymentFacts
  unlock: UnlockFacts | undefined
  device: { lastSeenAt: Temporal.Instant | null; isOpen: boolean }
  now: Temporal.Instant
}

export const stepNames = ['paid', 'booked', 'unlock_sent', 'phone_confirmed'] as const
export type StepName = (typeof stepNames)[number]
export type StepState = 'done' | 'now' | 'waiting' | 'late' | 'stopped' | 'not_needed'

export const headlines = [
  'not_finished',
  'checking',
  'clearing',
  'failed',
  'expired',
  'cancelled',
  'set_aside',
  'booking',
  'paid_without_unlock',
  'preparing',
  'unlocking',
  'late',
  'with_person',
  'stopped',
  'unlocked',
  'released',
  'locked_again',
] as const
export type Headline = (typeof headlines)[number]

export const notes = [
  'money_pending',
  'money_checking',
  'money_clearing',
  'money_none',
  'money_taken',
  'money_set_aside',
  'booking',
  'booked',
  'not_booked',
  'unlock_none',
  'unlock_preparing',
  'unlock_sending',
  'unlock_retrying',
  'unlock_with_person',
  'unlock_refused',
  'unlock_accepted',
  'phone_waiting',
  'phone_not_heard',
  'phone_open',
  'phone_released',
  'phone_stopped',
  'phone_locked_again',
  'later',
] as const
export type Note = (typeof notes)[number]

export type TimelineStep = { name: StepName; state: StepState; note: Note; at?: Temporal.Instant }

export type Timeline = {
  headline: Headline
  steps: TimelineStep[]
  moneyTaken: 'yes' | 'no' | 'clearing' | 'checking'
  /** What the person at the phone can do now. */
  advice: 'none' | 'wait' | 'switch_on' | 'call'
  /** A code that opens the phone without internet is worth offering. */
  offerCode: boolean
  /** When the promise ends, while it still runs. */
  promisedBy: Temporal.Instant | undefined
  isLate: boolean
  /** Nothing more changes by itself. */
  isFinal: boolean
  /** Differs whenever the page would. */
  version: string
}

const offerCodeAfter = { minutes: 5 }
const heardFromWithin = { minutes: 15 }
const checkingFor = { minutes: 5 }

/** The story of a payment: paid, booked, unlock sent, phone confirmed; each step only as far as there is evidence for it. */
export function timelineOf(given: TimelineFacts): Timeline {
  const isBooked = given.payment.state === 'paid' && given.payment.bookedAt !== null
  const facts = isBooked ? given : { ...given, unlock: undefined }
  const headline = headlineOf(facts)
  const steps = stepsOf(facts, headline)
  const isLate = isLateNow(facts) && !isOver(headline)
  const offerCode = isLocked(headline) && isWorthACode(facts)
  const advice = adviceOf(facts, headline)
  return {
    headline,
    steps,
    moneyTaken: moneyTakenOf(facts),
    advice,
    offerCode,
    promisedBy: isLocked(headline) && !isLate ? facts.unlock?.deadlineAt : undefined,
    isLate,
    isFinal: isOver(headline),
    version: [
      headline,
      advice,
      offerCode,
      isLate,
      ...steps.map((step) => step.state + step.note),
    ].join('.'),
  }
}

function headlineOf(facts: TimelineFacts): Headline {
  const { payment, unlock } = facts
  if (isChecking(facts)) return 'checking'
  if (payment.state === 'opening' || payment.state === 'open') return 'not_finished'
  if (payment.state === 'processing') return 'clearing'
  if (payment.state !== 'paid') return payment.state
  if (payment.bookedAt === null) return 'booking'
  if (unlock) return unlockHeadline(unlock, isLateNow(facts))
  return needsNoUnlock(facts) ? 'paid_without_unlock' : 'preparing'
}

function unlockHeadline(unlock: UnlockFacts, isLate: boolean): Headline {
  if (unlock.state === 'confirmed') {
    if (unlock.relockedAt) return 'locked_again'
    return unlock.intent === 'release' ? 'released' : 'unlocked'
  }
  if (unlock.errorClass === 'needs_person' && unlock.state === 'rejected')
    return isLate ? 'late' : 'with_person'
  if (unlock.state === 'rejected' || unlock.state === 'failed' || unlock.state === 'expired')
    return 'stopped'
  return isLate ? 'late' : 'unlocking'
}

function isLocked(headline: Headline): boolean {
  return ['unlocking', 'late', 'with_person', 'stopped', 'preparing'].includes(headline)
}

function isOver(headline: Headline): boolean {
  return (
    !isLocked(headline) && !['not_finished', 'checking', 'clearing', 'booking'].includes(headline)
  )
}

function isLateNow({ unlock, now }: TimelineFacts): boolean {
  if (!unlock || unlock.state === 'confirmed') return false
  return unlock.lateAt !== null || Temporal.Instant.compare(now, unlock.deadlineAt) >= 0
}

function isWorthACode({ unlock, device, now }: TimelineFacts): boolean {
  if (!unlock) return false
  const waitedLong = Temporal.Instant.compare(now, unlock.requestedAt.add(offerCodeAfter)) >= 0
  return waitedLong || !isHeardFrom(device, now)
}

function isHeardFrom(
  { lastSeenAt }: Pick<TimelineFacts['device'], 'lastSeenAt'>,
  now: Temporal.Instant,
): boolean {
  return lastSeenAt !== null && Temporal.Instant.compare(lastSeenAt.add(heardFromWithin), now) >= 0
}

function moneyTakenOf(facts: TimelineFacts): Timeline['moneyTaken'] {
  const { state } = facts.payment
  if (state === 'paid' || state === 'set_aside') return 'yes'
  if (isChecking(facts)) return 'checking'
  return state === 'processing' ? 'clearing' : 'no'
}

// Somebody who has just come back from Stripe has probably paid: until Stripe says so, nobody may send them to pay again.
function isChecking({ payment: { state, returnedAt }, now }: TimelineFacts): boolean {
  if (state !== 'opening' && state !== 'open') return false
  return returnedAt !== null && Temporal.Instant.compare(returnedAt.add(checkingFor), now) >= 0
}

function adviceOf({ unlock }: TimelineFacts, headline: Headline): Timeline['advice'] {
  if (headline === 'set_aside' || headline === 'locked_again' || headline === 'stopped')
    return 'call'
  if (!isLocked(headline)) return 'none'
  return unlock && hasBeenAccepted(unlock) ? 'switch_on' : 'wait'
}

function hasBeenAccepted(unlock: UnlockFacts): boolean {
  return unlock.acceptedAt !== null || ['accepted', 'delivered', 'confirmed'].includes(unlock.state)
}

function stepsOf(facts: TimelineFacts, headline: Headline): TimelineStep[] {
  return [
    paidStep(facts),
    bookedStep(facts.payment),
    sentStep(facts),
    confirmedStep(facts, headline),
  ]
}

function paidStep(facts: TimelineFacts): TimelineStep {
  const { state, paidAt } = facts.payment
  const name = 'paid'
  if (isChecking(facts)) return step(name, 'now', 'money_checking')
  if (state === 'paid') return step(name, 'done', 'money_taken', paidAt)
  if (state === 'set_aside') return step(name, 'done', 'money_set_aside', paidAt)
  if (state === 'processing') return step(name, 'now', 'money_clearing')
  if (state === 'opening' || state === 'open') return step(name, 'now', 'money_pending')
  return step(name, 'stopped', 'money_none')
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
  const { payment, unlock } = facts
  const name = 'unlock_sent'
  if (payment.state !== 'paid' || !payment.bookedAt) return step(name, 'waiting', 'later')
  if (!unlock) {
    return needsNoUnlock(facts)
      ? step(name, 'not_needed', 'unlock_none')
      : step(name, 'now', 'unlock_preparing')
  }
  if (hasBeenAccepted(unlock))
    return step(name, 'done', 'unlock_accepted', unlock.acceptedAt ?? unlock.confirmedAt)
  const pending = isLateNow(facts) ? 'late' : 'now'
  if (unlock.state === 'rejected') {
    return unlock.errorClass === 'needs_person'
      ? step(name, pending, 'unlock_with_person')
      : step(name, 'stopped', 'unlock_refused')
  }
  return step(name, pending, unlock.state === 'retry_wait' ? 'unlock_retrying' : 'unlock_sending')
}

function confirmedStep(facts: TimelineFacts, headline: Headline): TimelineStep {
  const { payment, unlock, device, now } = facts
  const name = 'phone_confirmed'
  if (unlock?.state === 'confirmed') {
    if (unlock.relockedAt) return step(name, 'stopped', 'phone_locked_again', unlock.relockedAt)
    return step(
      name,
      'done',
      headline === 'released' ? 'phone_released' : 'phone_open',
      unlock.confirmedAt,
    )
  }
  if (payment.state === 'paid' && payment.bookedAt && !unlock && needsNoUnlock(facts)) {
    return step(name, 'not_needed', 'later')
  }
  if (!unlock || !hasBeenAccepted(unlock)) return step(name, 'waiting', 'later')
  if (headline === 'stopped') return step(name, 'stopped', 'phone_stopped')
  return step(
    name,
    isLateNow(facts) ? 'late' : 'now',
    isHeardFrom(device, now) ? 'phone_waiting' : 'phone_not_heard',
  )
}

function needsNoUnlock({ payment: { effect }, device }: TimelineFacts): boolean {
  return effect === null || effect === 'none' || device.isOpen
}

function step(
  name: StepName,
  state: StepState,
  note: Note,
  at?: Temporal.Instant | null,
): TimelineStep {
  return at ? { name, state, note, at } : { name, state, note }
}
