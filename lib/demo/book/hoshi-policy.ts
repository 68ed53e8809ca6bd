import type { z } from 'zod'
import type { lenderPolicySchema } from '#lib/domain/policy/lender-policy.ts'
import { hoshiDirectory } from './directories.ts'

/** Small plans at once and at a cost, the half rule for returns, the courier comes to the door. */
export const hoshiPolicy: z.input<typeof lenderPolicySchema> = {
  graceDays: 7,
  relockAtHour: 12,
  relock: 'by_date',
  partialUnlock: { installments: 2, days: 10 },
  minimumPaymentMinor: { JPY: '500' },
  settlement: { rebatePercent: 0, validDays: 1 },
  unlockWithinMinutes: 60,
  unlockUsualMinutes: 2,
  duplicatePayment: 'refund',
  worksWhileLocked: ['emergency_calls', 'incoming_calls', 'outgoing_calls', 'wifi_settings'],
  promise: {
    offered: true,
    mostDays: 21,
    minimumPercent: 100,
    mostInNinetyDays: 3,
    remindDaysBefore: 3,
  },
  plan: {
    offered: true,
    mostExtraMonths: 10,
    mostPauseMonths: 3,
    costPercentPerMonth: 0.5,
    smallestInstallmentMinor: { JPY: '1000' },
    instant: { mostExtraMonths: 2, mostPauseMonths: 0 },
    decideWithinDays: 5,
    offerValidDays: 14,
    opens: 'on_acceptance',
    warnDays: 10,
    whenMissed: 'schedule_before_returns',
    mostInYear: 3,
  },
  return: {
    offered: true,
    rule: 'half',
    valuePercent: { good: 40, worn: 30, damaged: 10, not_working: 0 },
    quoteValidDays: 30,
    dataWindowHours: 96,
    sendWithinDays: 21,
    dropOffPoints: [],
    courierSlots: ['morning', 'afternoon', 'evening'],
    answerWithinDays: 14,
  },
  hold: {
    disputeDays: 20,
    disputeAnsweredDays: 7,
    disputesInNinetyDays: 3,
    breathingSpaceDays: 90,
    bereavementDays: 120,
    staffMostDays: 45,
    outageDays: 5,
  },
  // The demo is looked at at any hour, and its letters arrive at once.
  hours: {
    demandsFrom: 0,
    demandsUntil: 24,
    staffedFrom: 10,
    staffedUntil: 18,
    staffedDays: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'],
    help: [{ fromDay: 'mon', toDay: 'sun', opens: '10:00', closes: '18:00' }],
  },
  desk: {
    refundAloneMinor: { JPY: '10000' },
    cashAloneMinor: { JPY: '100000' },
    mostTemporaryUnlockDays: 14,
    goodwillCreditMinor: { JPY: '300' },
    contactValidDays: 365,
  },
  directory: hoshiDirectory,
  reporting: {
    reported: {
      plan: {
        en: 'A plan that is kept is reported as paid on time.',
        es: 'Un plan que se cumple se informa como pagado a tiempo.',
        ar: 'يُبلَّغ عن الخطة التي تُنفَّذ على أنها مدفوعة في موعدها.',
      },
      return: {
        en: 'A return is reported as an early end of the contract.',
        es: 'La devolución se informa como un fin anticipado del contrato.',
        ar: 'يُبلَّغ عن الإرجاع على أنه إنهاء مبكر للعقد.',
      },
    },
    debtAdvice: [
      {
        name: 'Hoshi City Consumer Desk (example)',
        phone: '+81 3 5555 0190',
        hours: '10:00–16:00',
        checkedOn: recently(),
      },
    ],
  },
}

function recently(): string {
  return Temporal.Now.plainDateISO().subtract({ days: 33 }).toString()
}
