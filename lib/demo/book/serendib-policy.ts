import type { z } from 'zod'
import { usualPlan, usualReturn } from '#lib/domain/policy/hardship-policy.ts'
import type { lenderPolicySchema } from '#lib/domain/policy/lender-policy.ts'
import { serendibDirectory } from './directories.ts'

/** Decides small plans at once, and closes the loan when the phone comes back. */
export const serendibPolicy: z.input<typeof lenderPolicySchema> = {
  graceDays: 3,
  relockAtHour: 18,
  relock: 'by_date',
  partialUnlock: { installments: 1, days: 7 },
  minimumPaymentMinor: { LKR: '100000' },
  settlement: { rebatePercent: 5, validDays: 3, byOthers: true },
  unlockWithinMinutes: 60,
  unlockUsualMinutes: 3,
  duplicatePayment: 'refund',
  worksWhileLocked: ['emergency_calls', 'incoming_calls', 'wifi_settings'],
  plan: { ...usualPlan, smallestInstallmentMinor: { LKR: '150000' } },
  return: {
    ...usualReturn,
    dropOffPoints: [
      {
        name: 'Serendib Mobile, Fort',
        address: '12 York Street, Colombo 1',
      },
      {
        name: 'Serendib Mobile, Kandy',
        address: '88 Dalada Veediya, Kandy',
      },
      {
        name: 'Serendib Mobile, Galle',
        address: '5 Main Street, Galle',
      },
    ],
    dropOffHours: [
      {
        place: 'Serendib Mobile, Fort',
        fromDay: 'mon',
        toDay: 'sat',
        opens: '09:00',
        closes: '18:00',
      },
      {
        place: 'Serendib Mobile, Kandy',
        fromDay: 'mon',
        toDay: 'fri',
        opens: '09:00',
        closes: '17:00',
      },
      {
        place: 'Serendib Mobile, Galle',
        fromDay: 'tue',
        toDay: 'sat',
        opens: '10:00',
        closes: '17:00',
      },
    ],
    courierSlots: ['morning', 'afternoon'],
  },
  // The demo is looked at at any hour, and its letters arrive at once.
  hours: {
    demandsFrom: 0,
    demandsUntil: 24,
    staffedFrom: 8,
    staffedUntil: 21,
    staffedDays: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'],
    help: [
      { fromDay: 'mon', toDay: 'fri', opens: '07:00', closes: '22:00' },
      { fromDay: 'sat', toDay: 'sun', opens: '08:00', closes: '21:00' },
    ],
  },
  desk: {
    refundAloneMinor: { LKR: '1000000' },
    cashAloneMinor: { LKR: '5000000' },
    mostTemporaryUnlockDays: 7,
    goodwillCreditMinor: { LKR: '25000' },
    contactValidDays: 365,
  },
  directory: serendibDirectory,
  reporting: {
    reported: {
      pay: {
        en: 'An installment paid within 30 days of its date is reported as paid.',
        es: 'Una cuota pagada dentro de los 30 días de su fecha se informa como pagada.',
        ar: 'القسط الذي يُدفع خلال 30 يومًا من موعده يُبلَّغ عنه على أنه مدفوع.',
      },
      promise: {
        en: 'A promise is not reported. What is still unpaid 30 days after its date is reported as late.',
        es: 'Una promesa no se informa. Lo que siga sin pagarse 30 días después de su fecha se informa como atrasado.',
        ar: 'لا يُبلَّغ عن الوعد. وما يبقى غير مدفوع بعد 30 يومًا من موعده يُبلَّغ عنه على أنه متأخر.',
      },
      plan: {
        en: 'A loan with a plan is reported as changed by agreement, and as up to date while the plan is kept.',
        es: 'Un préstamo con un plan se informa como modificado de común acuerdo, y al día mientras se cumpla el plan.',
        ar: 'يُبلَّغ عن القرض الذي له خطة على أنه معدَّل باتفاق، وعلى أنه منتظم ما دامت الخطة تُنفَّذ.',
      },
      return: {
        en: 'A loan that ends with a return is reported as closed.',
        es: 'Un préstamo que termina con la devolución se informa como cerrado.',
        ar: 'القرض الذي ينتهي بإرجاع الهاتف يُبلَّغ عنه على أنه مغلق.',
      },
    },
    debtAdvice: [
      {
        name: 'Colombo Money Advice (example)',
        phone: '+94 11 555 0190',
        url: 'https://advice.serendib.example/',
        checkedOn: recently(),
      },
      {
        name: 'Household Debt Line (example)',
        phone: '+94 11 555 0191',
        checkedOn: recently(),
      },
    ],
    adviceHours: [
      {
        place: 'Colombo Money Advice (example)',
        fromDay: 'mon',
        toDay: 'fri',
        opens: '09:00',
        closes: '16:00',
      },
    ],
  },
}

function recently(): string {
  return Temporal.Now.plainDateISO().subtract({ days: 20 }).toString()
}
