import {
  countsNoMore,
  hasOtherLock,
  hasVoucher,
  isChecking,
  isHeardFrom,
  isLateNow,
  isSaidOpen,
  isShutByAnother,
  isVoucherOver,
  isWithPerson,
  needsNoUnlock,
  staysOpen,
  type TimelineFacts,
  waitsForService,
} from './facts.ts'
import { stepsOf, type TimelineStep } from './steps.ts'

export const headlines = [
  'not_finished',
  'checking',
  'voucher',
  'voucher_part',
  'voucher_none',
  'voucher_over',
  'clearing',
  'failed',
  'expired',
  'cancelled',
  'not_started',
  'set_aside',
  'given_back',
  'counts_no_more',
  'booking',
  'paid_without_unlock',
  'preparing',
  'unlocking',
  'when_online',
  'service_down',
  'other_lock',
  'stays_open',
  'said_open',
  'late',
  'with_person',
  'stopped',
  'unlocked',
  'released',
  'locked_again',
  'open_again',
] as const
export type Headline = (typeof headlines)[number]

export type Timeline = {
  headline: Headline
  steps: TimelineStep[]
  moneyTaken: 'yes' | 'no' | 'given_back' | 'clearing' | 'checking'
  /** What the person at the phone can do now. */
  advice: 'none' | 'wait' | 'switch_on' | 'call'
  /** A person at the lender opens the phone, and says that it is open. */
  isByHand: boolean
  /** The phone is open already, and is only told how long it stays so. */
  isOpenAlready: boolean
  /** A code that opens the phone without internet is worth offering. */
  offerCode: boolean
  /** When the promise ends, while it still runs. */
  promisedBy: Temporal.Instant | undefined
  /** The promise runs from when the phone is online again. */
  isPromisedOnline: boolean
  isLate: boolean
  /** Nothing more changes by itself. */
  isFinal: boolean
  /** Differs whenever the page would. */
  version: string
}

const offerCodeAfter = { minutes: 5 }

/** The story of a payment: paid, booked, unlock sent, phone confirmed; each step only as far as there is evidence for it. */
export function timelineOf(given: TimelineFacts): Timeline {
  const isBooked = given.payment.state === 'paid' && given.payment.bookedAt !== null
  const facts =
    isBooked && !countsNoMore(given) ? withoutRevoked(given) : { ...given, unlock: undefined }
  const headline = headlineOf(facts)
  const steps = stepsOf(facts)
  const isLate = isLateNow(facts) && !isOver(headline)
  const isByHand = facts.device.isOpenedByHand || isWithPerson(facts)
  const offerCode = !isByHand && takesACode(facts, headline) && isWorthACode(facts)
  const advice = adviceOf(facts, headline)
  return {
    headline,
    steps,
    moneyTaken: moneyTakenOf(facts),
    advice,
    isByHand,
    isOpenAlready: staysOpen(facts),
    offerCode,
    promisedBy: isPromised(facts, headline) && !isLate ? facts.unlock?.deadlineAt : undefined,
    isPromisedOnline: headline === 'when_online' && facts.unlock?.state !== 'confirmed',
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

// A page follows what takes an unlock's place. Nothing did when its money went back before it was sent.
function withoutRevoked(given: TimelineFacts): TimelineFacts {
  if (given.unlock?.state !== 'superseded') return given
  return { ...given, unlock: undefined, payment: { ...given.payment, effect: 'none' } }
}

function headlineOf(facts: TimelineFacts): Headline {
  const { payment, unlock } = facts
  if (isChecking(facts)) return 'checking'
  if (payment.state === 'opening' || payment.state === 'open') return 'not_finished'
  if (payment.state === 'processing') return clearingHeadline(facts)
  if (payment.isGivenBack) return 'given_back'
  if (payment.wasNotStarted) return 'not_started'
  if (payment.state !== 'paid') return payment.state
  if (payment.bookedAt === null) return 'booking'
  if (countsNoMore(facts)) return 'counts_no_more'
  if (unlock) return unlockHeadline({ ...facts, unlock })
  return needsNoUnlock(facts) ? 'paid_without_unlock' : 'preparing'
}

function clearingHeadline(facts: TimelineFacts): Headline {
  if (isVoucherOver(facts)) return 'voucher_over'
  if (!hasVoucher(facts)) return 'clearing'
  const { stillNeeded = 'whole' } = facts.payment
  return stillNeeded === 'whole' ? 'voucher' : `voucher_${stillNeeded}`
}

type Unlocking = TimelineFacts & { unlock: NonNullable<TimelineFacts['unlock']> }

function unlockHeadline(facts: Unlocking): Headline {
  const [{ unlock }, isLate] = [facts, isLateNow(facts)]
  if (unlock.state === 'confirmed') {
    if (isShutByAnother(facts))
      return facts.device.opening === 'offline_lock' ? 'when_online' : 'other_lock'
    if (unlock.relockedAt) return facts.device.isOpen ? 'open_again' : 'locked_again'
    return unlock.intent === 'release' ? 'released' : 'unlocked'
  }
  if (isSaidOpen(facts)) return 'said_open'
  if (isWithPerson(facts)) return isLate ? 'late' : 'with_person'
  if (unlock.state === 'rejected' || unlock.state === 'failed' || unlock.state === 'expired')
    return 'stopped'
  if (hasOtherLock(facts)) return 'other_lock'
  if (waitsForService(facts)) return isLate ? 'late' : 'service_down'
  if (isLate) return 'late'
  if (staysOpen(facts)) return 'stays_open'
  const { opening } = facts.device
  return opening === 'when_online' || opening === 'offline_lock' ? 'when_online' : 'unlocking'
}

// Once the lock service has refused, a person has it, and another's lock is nobody's here to open: no time is promised
// that nobody keeps. Nor is one before the phone is online.
function isPromised(facts: TimelineFacts, headline: Headline): boolean {
  if (facts.unlock?.state === 'confirmed') return false
  if (headline === 'with_person') return facts.device.isOpenedByHand
  return isLocked(headline) && !withoutTime.includes(headline)
}

const withoutTime: readonly Headline[] = ['stopped', 'other_lock', 'when_online']

const stillLocked: readonly Headline[] = [
  'preparing',
  'unlocking',
  'when_online',
  'service_down',
  'other_lock',
  'late',
  'with_person',
  'stopped',
]

function isLocked(headline: Headline): boolean {
  return stillLocked.includes(headline)
}

const underWay: readonly Headline[] = [
  'not_finished',
  'checking',
  'voucher',
  'voucher_part',
  'voucher_none',
  'voucher_over',
  'clearing',
  'booking',
  'stays_open',
  'said_open',
]

function isOver(headline: Headline): boolean {
  return !isLocked(headline) && !underWay.includes(headline)
}

// A code comes from the lock service, and does nothing about another's lock.
function takesACode(facts: TimelineFacts, headline: Headline): boolean {
  return isLocked(headline) && headline !== 'other_lock' && !waitsForService(facts)
}

function isWorthACode({ unlock, device, now }: TimelineFacts): boolean {
  if (!unlock || unlock.state === 'confirmed') return false
  const waitedLong = Temporal.Instant.compare(now, unlock.requestedAt.add(offerCodeAfter)) >= 0
  return waitedLong || !isHeardFrom(device, now)
}

function moneyTakenOf(facts: TimelineFacts): Timeline['moneyTaken'] {
  const { state, isGivenBack } = facts.payment
  if (isGivenBack) return 'given_back'
  if (state === 'paid' || state === 'set_aside') return 'yes'
  if (isChecking(facts)) return 'checking'
  return state === 'processing' ? 'clearing' : 'no'
}

const needCall: readonly Headline[] = ['set_aside', 'locked_again', 'stopped', 'other_lock']

function adviceOf(facts: TimelineFacts, headline: Headline): Timeline['advice'] {
  const { unlock } = facts
  if (needCall.includes(headline)) return 'call'
  if (!isLocked(headline)) return 'none'
  // There is nothing to do at the phone.
  if (waitsForService(facts)) return 'wait'
  // Nothing tries again by itself: a call is what helps.
  if (isWithPerson(facts)) return headline === 'late' ? 'call' : 'wait'
  // Also before the lock service has taken it: a phone that is online opens the moment it does.
  return unlock ? 'switch_on' : 'wait'
}
