import type { z } from 'zod'
import type { Language } from '#lib/domain/languages.ts'
import { usualPlan, usualReturn } from '#lib/domain/policy/hardship-policy.ts'
import type { settingsSchema } from './settings.ts'

export type NewLender = {
  name: string
  locale: Language
  currency: string
  country: string
  helpEmail: string
  helpPhone?: string | undefined
  helpHours?: string | undefined
}

/**
 * What a new lender begins with: nothing is promised, waived or decided without a person until the lender says so.
 * Its telephone number stays hidden from borrowers until somebody has said that it is right.
 */
export function defaultSettings(lender: NewLender): z.input<typeof settingsSchema> {
  const { name, locale, currency, country } = lender
  return {
    name,
    locale,
    currency,
    country,
    accentColor: '#0b6e63',
    helpPhone: lender.helpPhone ?? '000',
    helpEmail: lender.helpEmail,
    helpHours: lender.helpHours ?? '9:00–17:00',
    helpCheckedOn: null,
    statementDescriptor: descriptorOf(name),
    paymentMethods: ['card'],
    policy: {
      graceDays: 3,
      relockAtHour: 18,
      relock: 'by_date',
      partialUnlock: null,
      minimumPaymentMinor: {},
      smallRest: 'pay_least',
      settlement: { rebatePercent: 0, validDays: 3 },
      unlockWithinMinutes: 60,
      unlockUsualMinutes: 5,
      duplicatePayment: 'refund',
      clearingDays: {},
      worksWhileLocked: ['emergency_calls', 'incoming_calls'],
      plan: { ...usualPlan, mostPauseMonths: 1, instant: null },
      // Offered only once the lender has said where a phone can be handed over.
      return: {
        ...usualReturn,
        offered: false,
        valuePercent: { good: 0, worn: 0, damaged: 0, not_working: 0 },
      },
    },
  }
}

// The provider's rules: settings.ts.
function descriptorOf(name: string): string {
  const plain = name
    .normalize('NFD')
    .replace(/[^ -~]/g, '')
    .replace(/[<>\\'"*]/g, '')
    .trim()
    .toUpperCase()
  const text = /[A-Z]/.test(plain) ? plain : 'PHONE'
  return (text.length < 5 ? `${text} PHONES` : text).slice(0, 22)
}
