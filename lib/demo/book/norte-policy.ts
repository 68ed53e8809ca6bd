import type { z } from 'zod'
import type { lenderPolicySchema } from '#lib/domain/policy/lender-policy.ts'
import { norteDirectory } from './directories.ts'

/** Has a person decide every plan, takes the phone's value off what is owed, and locks by its own command. */
export const nortePolicy: z.input<typeof lenderPolicySchema> = {
  graceDays: 5,
  relockAtHour: 20,
  relock: 'by_lender',
  partialUnlock: null,
  minimumPaymentMinor: { MXN: '5000' },
  settlement: { rebatePercent: 8, validDays: 5, byOthers: true },
  unlockWithinMinutes: 60,
  unlockUsualMinutes: 5,
  duplicatePayment: 'credit',
  clearingDays: { oxxo: 2 },
  worksWhileLocked: ['emergency_calls', 'incoming_calls'],
  promise: {
    offered: true,
    mostDays: 7,
    minimumPercent: 50,
    mostInNinetyDays: 1,
    remindDaysBefore: 1,
  },
  plan: {
    offered: true,
    mostExtraMonths: 12,
    mostPauseMonths: 1,
    costPercentPerMonth: 1.5,
    smallestInstallmentMinor: { MXN: '20000' },
    instant: null,
    decideWithinDays: 3,
    offerValidDays: 10,
    opens: 'after_first_payment',
    warnDays: 7,
    whenMissed: 'schedule_before_returns',
    mostInYear: 1,
  },
  return: {
    offered: true,
    rule: 'settlement',
    valuePercent: { good: 45, worn: 30, damaged: 12.5, not_working: 3 },
    quoteValidDays: 10,
    dataWindowHours: 72,
    sendWithinDays: 10,
    dropOffPoints: [
      {
        name: 'Norte Móvil Centro',
        address: 'Av. Juárez 101, Centro, 06040 CDMX',
      },
      {
        name: 'Norte Móvil Monterrey',
        address: 'Calle Morelos 450, Centro, 64000 Monterrey',
      },
    ],
    dropOffHours: [
      {
        place: 'Norte Móvil Centro',
        fromDay: 'mon',
        toDay: 'fri',
        opens: '09:00',
        closes: '19:00',
      },
      {
        place: 'Norte Móvil Monterrey',
        fromDay: 'mon',
        toDay: 'sat',
        opens: '10:00',
        closes: '18:00',
      },
    ],
    courierSlots: [],
    answerWithinDays: 10,
  },
  // The demo is looked at at any hour, and its letters arrive at once.
  hours: {
    demandsFrom: 0,
    demandsUntil: 24,
    staffedFrom: 9,
    staffedUntil: 19,
    staffedDays: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat'],
    help: [{ fromDay: 'mon', toDay: 'sat', opens: '09:00', closes: '19:00' }],
  },
  hold: {
    disputeDays: 15,
    disputeAnsweredDays: 5,
    disputesInNinetyDays: 2,
    breathingSpaceDays: 30,
    bereavementDays: 90,
    staffMostDays: 20,
    outageDays: 2,
  },
  desk: {
    refundAloneMinor: { MXN: '50000' },
    cashAloneMinor: { MXN: '1000000' },
    mostTemporaryUnlockDays: 3,
    goodwillCreditMinor: {},
    contactValidDays: 180,
  },
  directory: norteDirectory,
  reporting: {
    reported: {
      pay: {
        en: 'A payment is reported within ten days.',
        es: 'El pago se informa en un plazo de diez días.',
        ar: 'يُبلَّغ عن الدفعة خلال عشرة أيام.',
      },
      promise: {
        en: 'The promise is not reported, the days of delay are.',
        es: 'La promesa no se informa; los días de atraso, sí.',
        ar: 'لا يُبلَّغ عن الوعد، ويُبلَّغ عن أيام التأخير.',
      },
      plan: {
        en: 'The loan is reported as restructured until the plan has been kept to its end.',
        es: 'El crédito se informa como reestructurado hasta que el plan se cumpla por completo.',
        ar: 'يُبلَّغ عن القرض على أنه معاد جدولته إلى أن تُستكمل الخطة.',
      },
      return: {
        en: 'The phone’s value is reported as a payment. What is still owed is reported until it is paid.',
        es: 'El valor del teléfono se informa como un pago. Lo que se siga debiendo se informa hasta que se pague.',
        ar: 'يُبلَّغ عن قيمة الهاتف كدفعة. وما يبقى مستحقًّا يُبلَّغ عنه حتى يُدفع.',
      },
    },
    debtAdvice: [
      {
        name: 'Consejo Financiero Gratuito (ejemplo)',
        phone: '+52 55 5555 0190',
        url: 'https://consejo.norte.example/',
        checkedOn: recently(),
      },
    ],
    adviceHours: [
      {
        place: 'Consejo Financiero Gratuito (ejemplo)',
        fromDay: 'mon',
        toDay: 'fri',
        opens: '08:00',
        closes: '20:00',
      },
    ],
  },
}

function recently(): string {
  return Temporal.Now.plainDateISO().subtract({ days: 12 }).toString()
}
