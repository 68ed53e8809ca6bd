import { type Beside, besideKind, besidesOf } from '#lib/domain/money/attempt.ts'
import { dueOnMinor } from '#lib/domain/money/installments.ts'
import type { OpenPromise } from '#lib/domain/promise/promise.ts'
import type { Phone, PhonePlan, PhoneReturn, PlanOffer } from './phone.ts'
import type { PhoneStatus } from './phone-status.ts'

/** What is under way for a phone and comes before paying: its own page says how it stands. */
export type Live =
  | { kind: 'money'; beside: ComingMoney }
  | { kind: 'offer'; offer: PlanOffer }
  | { kind: 'answered' }
  | { kind: 'voucher'; beside: PayableVoucher }
  | { kind: 'return'; handBack: PhoneReturn }
  /** `saidPaidAt`: they said that it is paid; null: that something else is wrong. */
  | { kind: 'reported'; saidPaidAt: Temporal.Instant | null }
  | { kind: 'promise'; promise: OpenPromise }
  | { kind: 'plan'; plan: PhonePlan }

type ComingMoney = Extract<Beside, { kind: 'checking' | 'clearing' | 'set_aside' }>
type PayableVoucher = Extract<Beside, { untilAt: Temporal.Instant }> & { kind: 'voucher' }

/** What leads on home; undefined: the phone itself does, with what can be paid. */
export function liveOf(
  phone: Phone,
  { arrears, reason }: PhoneStatus,
  { now, today }: { now: Temporal.Instant; today: Temporal.PlainDate },
): Live | undefined {
  const { offer, hold, handBack, saidPaidAt, promise, plan, outstandingMinor } = phone
  // Money has come, and the phone is being opened for it: the phone says so, and where it is followed.
  if (phone.liveUnlock?.paymentId && reason !== 'open') return undefined
  const besides = besidesOf(phone.attempts, null, now)
  const coming = besides.find(isComing)
  if (coming) return { kind: 'money', beside: coming }
  if (offer) return { kind: 'offer', offer }
  if (hold?.reason === 'dispute_answered') return { kind: 'answered' }
  const voucher = besides.find(isVoucher)
  if (voucher && besideKind(voucher, outstandingMinor) === 'voucher')
    return { kind: 'voucher', beside: voucher }
  if (handBack) return { kind: 'return', handBack }
  if (saidPaidAt || hold?.reason === 'dispute') return { kind: 'reported', saidPaidAt }
  if (promise) return { kind: 'promise', promise }
  const isDue = arrears.arrearsMinor > 0n || dueOnMinor(arrears, today) > 0n
  // Of a plan's installment that is due, paying is the next thing.
  if (plan?.state === 'asked' || (plan && !isDue && reason !== 'plan_not_begun'))
    return { kind: 'plan', plan }
  return undefined
}

function isComing(beside: Beside): beside is ComingMoney {
  return ['checking', 'clearing', 'set_aside'].includes(beside.kind)
}

function isVoucher(beside: Beside): beside is PayableVoucher {
  return beside.kind === 'voucher'
}

// What waits for the borrower, or must not be paid twice, comes before what can be paid; what only runs comes after.
const mostUrgentFirst: readonly (Live['kind'] | 'opening' | 'locked' | 'late' | 'nothing')[] = [
  'money',
  'offer',
  'answered',
  'voucher',
  'return',
  'opening',
  'locked',
  'late',
  'reported',
  'promise',
  'plan',
  'nothing',
]

/** Which of several phones comes first: the one with the least. */
export function placeOf(live: Live | undefined, status: PhoneStatus): number {
  const own = mostUrgentFirst.indexOf(live?.kind ?? withoutLive(status))
  return isBeingOpened(status) ? Math.min(own, mostUrgentFirst.indexOf('opening')) : own
}

// By a promise, a plan, a payment: its borrower waits for it to open, and has nothing else to do before.
function isBeingOpened({ reason }: PhoneStatus): boolean {
  return reason === 'opening' || reason === 'paid_not_confirmed'
}

function withoutLive({ reason, arrears }: PhoneStatus) {
  if (reason === 'overdue') return 'locked'
  return arrears.arrearsMinor > 0n ? 'late' : 'nothing'
}

/** The phone without what leads already. */
export function besidesLive(phone: Phone, live: Live): Phone {
  const { attempts } = phone
  switch (live.kind) {
    case 'money':
    case 'voucher':
      return { ...phone, attempts: attempts.filter((one) => one !== live.beside.attempt) }
    case 'offer':
      return { ...phone, offer: undefined }
    case 'return':
      return { ...phone, handBack: null }
    case 'promise':
      return { ...phone, promise: undefined }
    case 'plan':
      return { ...phone, plan: null }
    default:
      return phone
  }
}
