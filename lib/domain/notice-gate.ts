import { demandTime } from '#lib/domain/lock/hours.ts'
import { isDemand, type NoticeKind } from '#lib/domain/notice.ts'
import type { LenderPolicy } from '#lib/domain/policy/lender-policy.ts'

export const noticeChannels = ['email', 'sms'] as const
export type NoticeChannel = (typeof noticeChannels)[number]

/** What a borrower wants of us, as last chosen; null: nothing was chosen, so it is as the lender has it. */
export type ContactChoices = {
  channel: NoticeChannel | 'both' | null
  /** Hours in which something may be asked of them, in whole hours of the lender's day. */
  hours: { from: number; until: number } | null
  isStopped: boolean
}

export const noChoices: ContactChoices = { channel: null, hours: null, isStopped: false }

/** Why a kind still comes to who has stopped what we send; `no`: it does not. */
export type StillTold = 'money' | 'lock' | 'answer' | 'no'

/** Every kind: stopping ends reminders, thanks, and the word that something which one did oneself has arrived. */
export const toldAfterStop = {
  receipt: 'money',
  receipt_helper: 'money',
  money_set_aside: 'money',
  money_set_aside_helper: 'money',
  unlock_confirmed: 'lock',
  unlock_late: 'lock',
  payment_clearing: 'money',
  voucher_made: 'money',
  voucher_made_helper: 'money',
  voucher_not_needed: 'money',
  voucher_not_needed_helper: 'money',
  payment_not_cleared: 'money',
  money_returned: 'money',
  money_given_back: 'money',
  money_given_back_helper: 'money',
  money_went_back: 'lock',
  book_took_back: 'lock',
  credit_left: 'money',
  credit_paid_out: 'money',
  plan_received: 'no',
  plan_offered: 'answer',
  plan_refused: 'answer',
  plan_active: 'lock',
  plan_missed: 'lock',
  plan_ended: 'lock',
  promise_made: 'no',
  promise_reminder: 'no',
  promise_kept: 'no',
  promise_partly_kept: 'lock',
  promise_broken: 'lock',
  dispute_owed_again: 'lock',
  dispute_won_back: 'money',
  dispute_received: 'no',
  dispute_answered: 'answer',
  buyer_answered: 'answer',
  return_arranged: 'no',
  return_moved: 'answer',
  return_reminder: 'no',
  return_expired: 'lock',
  return_ended: 'answer',
  return_received: 'money',
  return_inspected: 'answer',
  return_decided: 'answer',
  return_settled: 'money',
  block_list_removed: 'answer',
} as const satisfies Record<NoticeKind, StillTold>

// A warning that must not be missed, or what is taken along to pay: it goes every way that there is, whichever was chosen.
const everyWay: readonly NoticeKind[] = ['plan_missed', 'dispute_owed_again', 'voucher_made']

// To people who have no account here. What they stop is stopped altogether.
export function isStrangers(kind: NoticeKind): boolean {
  return kind.endsWith('_helper') || kind === 'buyer_answered'
}

/** What is sent without being queued as a notice: somebody asked for it a moment ago, or is warned of somebody else. */
export const directKinds = {
  sign_in_code: 'asked',
  shared_address: 'asked',
  desk_link: 'asked',
  failed_sign_ins: 'safety',
} as const
export type DirectKind = keyof typeof directKinds

declare const passed: unique symbol
/** That something went through the gate. Nothing is handed to a mail server or a text gateway without it. */
export type Passed = { readonly kind: NoticeKind | DirectKind; readonly [passed]: true }

export const sendReasons = ['any_hour', 'within_hours', 'still_told'] as const
export const waitReasons = ['lender_hours', 'own_hours'] as const
export const withholdReasons = ['stopped', 'other_channel', 'not_true'] as const
type WithholdReason = (typeof withholdReasons)[number]
export type GateReason =
  | (typeof sendReasons)[number]
  | (typeof waitReasons)[number]
  | WithholdReason

/** Whether the gate has said that it is not sent at all. */
export function isWithheld(gate: GateReason | null): boolean {
  return withholdReasons.some((reason) => reason === gate)
}

type Verdict =
  | { act: 'send'; reason: (typeof sendReasons)[number]; passed: Passed }
  | { act: 'wait'; reason: (typeof waitReasons)[number]; until: Temporal.Instant }
  | { act: 'withhold'; reason: 'stopped' | 'other_channel' }

type Has = { email: boolean; sms: boolean }

/** By which ways a notice of a kind goes: the chosen one where there is one, else what can be reached. */
export function channelsFor(
  kind: NoticeKind,
  { channel }: Pick<ContactChoices, 'channel'>,
  has: Has,
): NoticeChannel[] {
  const there = noticeChannels.filter((one) => has[one])
  if (channel === 'both' || everyWay.includes(kind)) return there
  if (channel && has[channel]) return [channel]
  return there.slice(0, 1)
}

type Clock = { policy: LenderPolicy; timeZone: string }
type Asked = {
  kind: NoticeKind
  channel: NoticeChannel
  choices: ContactChoices
  /** Ways in which its receiver can be reached; a stranger only by the one they gave. */
  has: Has
}

/**
 * The one gate before every notice: to send it now or later, or not at all, and why. Hours hold for what asks for something;
 * what somebody has stopped is not sent unless it is about their money, their lock or an answer that they wait for.
 */
export function gateNotice(asked: Asked, clock: Clock, now: Temporal.Instant): Verdict {
  const { kind, channel, choices, has } = asked
  if (!channelsFor(kind, choices, has).includes(channel))
    return { act: 'withhold', reason: 'other_channel' }
  if (choices.isStopped && (isStrangers(kind) || toldAfterStop[kind] === 'no'))
    return { act: 'withhold', reason: 'stopped' }
  if (isDemand(kind)) {
    const allowed = demandTime(now, clock)
    const until = demandTime(now, withOwnHours(clock, choices))
    if (Temporal.Instant.compare(until, now) > 0)
      return { act: 'wait', until, reason: until.equals(allowed) ? 'lender_hours' : 'own_hours' }
  }
  const reason = isDemand(kind) ? 'within_hours' : 'any_hour'
  return {
    act: 'send',
    reason: choices.isStopped ? 'still_told' : reason,
    passed: { kind } as Passed,
  }
}

/** The gate of what is not queued: it goes at once. */
export function gateDirect(kind: DirectKind): Passed {
  return { kind } as Passed
}

/** The lender's hours, as far as the borrower's own leave room; hours that have nothing in common leave the lender's. */
export function hoursOf(
  { demandsFrom, demandsUntil }: { demandsFrom: number; demandsUntil: number },
  own: ContactChoices['hours'],
): { from: number; until: number } {
  const from = Math.max(demandsFrom, own?.from ?? 0)
  const until = Math.min(demandsUntil, own?.until ?? 24)
  return from < until ? { from, until } : { from: demandsFrom, until: demandsUntil }
}

function withOwnHours({ policy, timeZone }: Clock, { hours }: ContactChoices): Clock {
  const { from: demandsFrom, until: demandsUntil } = hoursOf(policy.hours, hours)
  return { policy: { ...policy, hours: { ...policy.hours, demandsFrom, demandsUntil } }, timeZone }
}
