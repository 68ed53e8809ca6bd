import { deskPolicySchema } from '#lib/domain/policy/desk-policy.ts'
import {
  holdPolicySchema,
  planPolicySchema,
  promisePolicySchema,
} from '#lib/domain/policy/hardship-policy.ts'

// Most tests ask what money does, not who may enter it.
export const cashAloneMinor = { LKR: '1000000000', MXN: '1000000000', JPY: '1000000000' }

/** A lender's policy as most tests want it. */
export const policy = {
  graceDays: 3,
  relockAtHour: 18,
  relock: 'by_date',
  partialUnlock: { installments: 1, days: 7 },
  minimumPaymentMinor: { LKR: '100000', MXN: '5000', JPY: '500' },
  settlement: { rebatePercent: 5, validDays: 3 },
  unlockWithinMinutes: 60,
  unlockUsualMinutes: 3,
  duplicatePayment: 'refund',
  clearingDays: { oxxo: 2 },
  promise: promiseRules(),
  worksWhileLocked: ['emergency_calls', 'incoming_calls', 'wifi_settings'],
  // Most tests ask what happens, not at which hour they happen to run.
  hours: anyHour(),
  desk: deskRules({ cashAloneMinor }),
}

export function anyHour() {
  return {
    demandsFrom: 0,
    demandsUntil: 24,
    staffedFrom: 0,
    staffedUntil: 24,
    staffedDays: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'],
  }
}

/** The rules of a promise where a lender says nothing, but for a verdict at once, with `values` in their place. */
export function promiseRules(values: object = {}) {
  return { ...promisePolicySchema.parse(undefined), verdictWaitDays: 0, ...values }
}

/** The rules of a plan where a lender says nothing, with `values` in their place. */
export function planRules(values: object = {}) {
  return { ...planPolicySchema.parse(undefined), ...values }
}

/** The same for how long holds last. */
export function holdRules(values: object = {}) {
  return { ...holdPolicySchema.parse(undefined), ...values }
}

/** The same for what the desk may do. */
export function deskRules(values: object = {}) {
  return { ...deskPolicySchema.parse(undefined), ...values }
}
