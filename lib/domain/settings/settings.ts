import { z } from 'zod'
import { isReadable } from '#lib/domain/contrast.ts'
import { isMailAddress } from '#lib/domain/identity/email.ts'
import { isPhoneCountry } from '#lib/domain/identity/phone-number.ts'
import { languages } from '#lib/domain/languages.ts'
import { markOf } from '#lib/domain/mark.ts'
import {
  delayedMethods,
  type PaymentMethod,
  paymentMethods,
  voucherLifeLimits,
  voucherMethods,
  worksIn,
} from '#lib/domain/money/payment-methods.ts'
import { type OpeningSpan, spanFault } from '#lib/domain/opening-hours.ts'
import { ownLine } from '#lib/domain/policy/amounts.ts'
import type { DirectoryPolicy } from '#lib/domain/policy/directory-policy.ts'
import { conditions } from '#lib/domain/policy/hardship-policy.ts'
import { type LenderPolicy, lenderPolicySchema } from '#lib/domain/policy/lender-policy.ts'
import type { FaultReason } from './fault.ts'

/** A refusal of ours inside a zod schema; the screen has the words. */
const because = (reason: FaultReason) => ({ params: { reason } })

/**
 * What the provider takes on a bank statement: 5–22 Latin characters, a letter among them, none of < > \ ' " *
 * (docs.stripe.com/get-started/account/statement-descriptors).
 */
const statementDescriptor = z
  .string()
  .trim()
  .min(5)
  .max(22)
  .refine((text) => /^[ -~]*$/.test(text), because('only_latin'))
  .refine((text) => /[A-Za-z]/.test(text), because('needs_letter'))
  .refine((text) => !/[<>\\'"*]/.test(text), because('forbidden_sign'))

const telephone = ownLine(40).refine(canBeCalled, because('not_a_number_to_call'))

/** What each setting alone must be. */
export const settingsShape = z.object({
  name: ownLine(60),
  locale: z.enum(languages),
  currency: z.string().regex(/^[A-Z]{3}$/),
  /** Where its borrowers' telephone numbers are dialled from; null: nobody has said it yet. */
  country: z
    .string()
    .trim()
    .toUpperCase()
    .refine(isPhoneCountry, because('not_a_country'))
    .nullable()
    .default(null),
  accentColor: z
    .string()
    .regex(/^#[0-9a-f]{6}$/)
    .refine(isReadable, because('unreadable_colour')),
  /** An SVG of filled paths; null: its first letters stand for it. */
  mark: z
    .string()
    .max(4_000)
    .refine((svg) => markOf(svg) !== undefined, because('not_a_mark'))
    .nullable()
    .default(null),
  helpPhone: telephone,
  helpEmail: z.string().max(100).refine(isMailAddress, because('not_email')),
  helpHours: ownLine(80),
  helpCheckedOn: z.iso.date().nullable(),
  statementDescriptor,
  paymentMethods: z.array(z.enum(paymentMethods)).min(1),
  policy: lenderPolicySchema,
})

/** Everything a lender sets for itself, and all there is to say about what is valid. */
export const settingsSchema = settingsShape.superRefine(checkTogether)
export type Settings = z.infer<typeof settingsShape>

function canBeCalled(text: string): boolean {
  return /^[+\d(][\d\s().\-/]*$/.test(text) && text.replace(/\D/g, '').length >= 3
}

type PlacedSpan = OpeningSpan & { place?: string }

type Refuse = (path: (string | number)[], reason: FaultReason, most?: number) => void

// What is right alone may be wrong beside something else.
function checkTogether(settings: Settings, context: z.RefinementCtx): void {
  const refuse: Refuse = (path, reason, most) =>
    context.addIssue({ code: 'custom', path, params: { reason, most } })
  checkMethods(settings, refuse)
  checkUnlock(settings.policy, refuse)
  checkPlan(settings.policy, refuse)
  checkWorth(settings.policy, refuse)
  checkHours(settings.policy, refuse)
  checkLists(settings.policy, refuse)
  checkOpening(settings.policy, refuse)
}

function checkMethods({ paymentMethods: chosen, currency, policy }: Settings, refuse: Refuse) {
  if (!chosen.some((method) => worksIn(method, currency)))
    refuse(['paymentMethods'], 'none_in_currency')
  for (const method of Object.keys(policy.clearingDays))
    if (!delayedMethods.includes(method as PaymentMethod))
      refuse(['policy', 'clearingDays', method], 'choose_one')
  for (const method of voucherMethods) {
    const { most = Infinity } = voucherLifeLimits(method) ?? {}
    if ((policy.clearingDays[method] ?? 0) > most)
      refuse(['policy', 'clearingDays', method], 'too_big', most)
  }
}

function checkUnlock(policy: LenderPolicy, refuse: Refuse) {
  const { unlockUsualMinutes, unlockWithinMinutes, promise } = policy
  if (unlockUsualMinutes > unlockWithinMinutes)
    refuse(['policy', 'unlockUsualMinutes'], 'more_than_promised', unlockWithinMinutes)
  if (promise.remindDaysBefore >= promise.mostDays)
    refuse(['policy', 'promise', 'remindDaysBefore'], 'after_the_date', promise.mostDays - 1)
}

function checkPlan({ plan }: LenderPolicy, refuse: Refuse) {
  for (const most of ['mostExtraMonths', 'mostPauseMonths'] as const)
    if (plan.instant && plan.instant[most] > plan[most])
      refuse(['policy', 'plan', 'instant', most], 'more_than_allowed', plan[most])
}

// `conditions` are from the best to the worst.
function checkWorth({ return: { valuePercent } }: LenderPolicy, refuse: Refuse) {
  for (const [index, condition] of conditions.slice(1).entries()) {
    const better = valuePercent[conditions[index] ?? 'good']
    if (valuePercent[condition] > better)
      refuse(['policy', 'return', 'valuePercent', condition], 'more_than_better', better)
  }
}

function checkHours({ hours }: LenderPolicy, refuse: Refuse) {
  for (const what of ['demands', 'staffed'] as const)
    if (hours[`${what}Until`] <= hours[`${what}From`])
      refuse(['policy', 'hours', `${what}Until`], 'not_after_the_first')
}

function checkLists({ return: back, reporting, directory }: LenderPolicy, refuse: Refuse) {
  checkNames(back.dropOffPoints, ['policy', 'return', 'dropOffPoints'], refuse)
  const at = ['policy', 'reporting', 'debtAdvice']
  checkNames(reporting.debtAdvice, at, refuse)
  for (const [index, { phone, url }] of reporting.debtAdvice.entries()) {
    if (!phone && !url) refuse([...at, index, 'phone'], 'no_way')
    if (phone && !canBeCalled(phone)) refuse([...at, index, 'phone'], 'not_a_number_to_call')
  }
  checkDirectory(directory, refuse)
}

function checkDirectory({ entries, validDays, warnDays }: DirectoryPolicy, refuse: Refuse) {
  const at = ['policy', 'directory', 'entries']
  checkNames(entries, at, refuse)
  for (const [index, { phone, email, address, url, cost, price }] of entries.entries()) {
    if (!phone && !email && !address && !url) refuse([...at, index, 'phone'], 'no_way')
    if (phone && !canBeCalled(phone)) refuse([...at, index, 'phone'], 'not_a_number_to_call')
    if (cost === 'price' && !price) refuse([...at, index, 'price'], 'needed')
  }
  if (warnDays >= validDays)
    refuse(['policy', 'directory', 'warnDays'], 'more_than_allowed', validDays - 1)
}

// Hours name the place they are of.
function checkNames(places: readonly { name: string }[], at: string[], refuse: Refuse) {
  const names = places.map(({ name }) => name)
  for (const [index, name] of names.entries())
    if (names.indexOf(name) < index) refuse([...at, index, 'name'], 'twice')
}

function checkOpening({ hours, return: back, reporting, directory }: LenderPolicy, refuse: Refuse) {
  checkSpans(hours.help, ['policy', 'hours', 'help'], refuse)
  const lists = [
    { spans: back.dropOffHours, at: ['policy', 'return', 'dropOffHours'], of: back.dropOffPoints },
    {
      spans: reporting.adviceHours,
      at: ['policy', 'reporting', 'adviceHours'],
      of: reporting.debtAdvice,
    },
    { spans: directory.hours, at: ['policy', 'directory', 'hours'], of: directory.entries },
  ]
  for (const { spans, at, of } of lists) {
    for (const [index, { place }] of spans.entries())
      if (!of.some(({ name }) => name === place)) refuse([...at, index, 'place'], 'no_such_place')
    checkSpans(spans, at, refuse)
  }
}

function checkSpans(spans: readonly PlacedSpan[], at: string[], refuse: Refuse) {
  for (const [index, span] of spans.entries()) {
    const before = spans.slice(0, index).filter(({ place }) => place === span.place)
    const fault = spanFault([...before, span], before.length)
    if (fault) refuse([...at, index, 'closes'], fault)
  }
}
