import { languages } from '#lib/domain/languages.ts'
import {
  delayedMethods,
  isVoucher,
  type PaymentMethod,
  voucherLifeLimits,
} from '#lib/domain/money/payment-methods.ts'
import { weekdays } from '#lib/domain/opening-hours.ts'
import { costs, entryKinds } from '#lib/domain/policy/directory-policy.ts'
import { conditions } from '#lib/domain/policy/hardship-policy.ts'
import { usualHours } from '#lib/domain/work.ts'
import {
  amounts,
  choice,
  type Entry,
  hour,
  labelOf,
  percent,
  whole,
  words,
  yesNo,
} from './entries.ts'
import type { Column, SettingsField } from './field.ts'
import { type SettingsGroup, settingsGroups } from './groups.ts'

/** Where amounts stand by currency. */
export const amountPaths = [
  'policy.minimumPaymentMinor',
  'policy.plan.smallestInstallmentMinor',
  'policy.desk.refundAloneMinor',
  'policy.desk.cashAloneMinor',
  'policy.desk.goodwillCreditMinor',
] as const

const spanColumns: Column[] = [
  { name: 'fromDay', kind: 'choice', options: weekdays },
  { name: 'toDay', kind: 'choice', options: weekdays },
  { name: 'opens', kind: 'time' },
  { name: 'closes', kind: 'time' },
]
const placesSpanColumns: Column[] = [{ name: 'place', kind: 'line' }, ...spanColumns]

const entryColumns: Column[] = [
  { name: 'kind', kind: 'choice', options: entryKinds },
  { name: 'name', kind: 'line' },
  { name: 'country', kind: 'line' },
  { name: 'brand', kind: 'line', isOptional: true },
  { name: 'phone', kind: 'line', isOptional: true, input: 'tel' },
  { name: 'email', kind: 'line', isOptional: true, input: 'email' },
  { name: 'address', kind: 'line', isOptional: true },
  { name: 'url', kind: 'line', isOptional: true, input: 'url' },
  { name: 'cost', kind: 'choice', isOptional: true, options: costs },
  { name: 'price', kind: 'line', isOptional: true },
  { name: 'ready', kind: 'line', isOptional: true },
  { name: 'checkedOn', kind: 'date', isAutomatic: true },
  { name: 'checkedBy', kind: 'line', isAutomatic: true },
]

/** What a lender's forms have fields for: the currencies it lends in, and the ways of paying that work in them. */
export type Reach = { currencies: readonly string[]; methods: readonly PaymentMethod[] }

/** Every setting of a lender in the order of its forms. */
export function settingsFields(reach: Reach): SettingsField[] {
  return settingsGroups.flatMap((group) =>
    fieldsOf[group](reach).map(([path, draft, label = labelOf(path)]) => ({
      ...draft,
      group,
      path,
      label,
    })),
  )
}

// How long a voucher of Multibanco lives is not the lender's to say.
function isOursToSay(method: PaymentMethod): boolean {
  return !isVoucher(method) || voucherLifeLimits(method) !== undefined
}

const fieldsOf: Record<SettingsGroup, (reach: Reach) => Entry[]> = {
  brand: () => [
    ['name', { kind: 'line' }],
    ['accentColor', { kind: 'colour' }],
    ['mark', { kind: 'text', isOptional: true }],
    ['locale', choice(...languages)],
    ['country', { kind: 'line', ltr: true, isOptional: true }],
  ],
  contacts: () => [
    ['helpPhone', { kind: 'line', input: 'tel', ltr: true }],
    ['policy.hours.help', { kind: 'rows', columns: spanColumns }],
    ['helpHours', { kind: 'line' }],
    ['helpEmail', { kind: 'line', input: 'email', ltr: true }],
    ['helpCheckedOn', { kind: 'date', isAutomatic: true }],
  ],
  directory: () => [
    ['policy.directory.entries', { kind: 'rows', columns: entryColumns }],
    ['policy.directory.hours', { kind: 'rows', columns: placesSpanColumns }],
    ['policy.directory.validDays', whole],
    ['policy.directory.warnDays', whole],
  ],
  payments: ({ currencies, methods }) => [
    ['statementDescriptor', { kind: 'line', ltr: true }],
    ['paymentMethods', { kind: 'ticks', options: methods }],
    ...delayedMethods
      .filter((method) => methods.includes(method) && isOursToSay(method))
      .map(
        (method): Entry => [
          `policy.clearingDays.${method}`,
          { kind: 'whole', isOptional: true, of: method },
          'clearingDays',
        ],
      ),
    ...amounts('policy.minimumPaymentMinor', currencies),
    ['policy.smallRest', choice('pay_least', 'waive')],
    ['policy.settlement.rebatePercent', percent],
    ['policy.settlement.validDays', whole],
    ['policy.settlement.byOthers', yesNo],
    ['policy.duplicatePayment', choice('refund', 'credit')],
  ],
  unlock: () => [
    ['policy.unlockWithinMinutes', whole],
    ['policy.unlockUsualMinutes', whole],
    ['policy.graceDays', whole],
    ['policy.relock', choice('by_date', 'by_lender')],
    ['policy.relockAtHour', hour],
    ['policy.partialUnlock', { kind: 'given' }],
    ['policy.partialUnlock.installments', { kind: 'whole', within: 'policy.partialUnlock' }],
    ['policy.partialUnlock.days', { kind: 'whole', within: 'policy.partialUnlock' }],
    [
      'policy.worksWhileLocked',
      {
        kind: 'ticks',
        options: [
          'emergency_calls',
          'incoming_calls',
          'outgoing_calls',
          'wifi_settings',
          'internet',
        ],
      },
    ],
  ],
  promises: () => [
    ['policy.promise.offered', yesNo],
    ['policy.promise.mostDays', whole],
    ['policy.promise.minimumPercent', percent],
    ['policy.promise.mostInNinetyDays', whole],
    ['policy.promise.remindDaysBefore', whole],
    ['policy.promise.verdictWaitDays', whole],
  ],
  plans: ({ currencies }) => [
    ['policy.plan.offered', yesNo],
    ['policy.plan.mostExtraMonths', whole],
    ['policy.plan.mostPauseMonths', whole],
    ['policy.plan.costPercentPerMonth', percent],
    ...amounts('policy.plan.smallestInstallmentMinor', currencies),
    ['policy.plan.instant', { kind: 'given' }],
    ['policy.plan.instant.mostExtraMonths', { kind: 'whole', within: 'policy.plan.instant' }],
    ['policy.plan.instant.mostPauseMonths', { kind: 'whole', within: 'policy.plan.instant' }],
    ['policy.plan.decideWithinDays', whole],
    ['policy.plan.offerValidDays', whole],
    ['policy.plan.withdrawWithinDays', whole],
    ['policy.plan.opens', choice('on_acceptance', 'after_first_payment')],
    ['policy.plan.warnDays', whole],
    ['policy.plan.whenMissed', choice('schedule_stays', 'schedule_before_returns')],
    ['policy.plan.mostInYear', whole],
  ],
  returns: () => [
    ['policy.return.offered', yesNo],
    ['policy.return.rule', choice('loan_closed', 'settlement', 'half')],
    ...conditions.map(
      (condition): Entry => [
        `policy.return.valuePercent.${condition}`,
        { ...percent, of: condition },
        'return_valuePercent',
      ],
    ),
    ['policy.return.quoteValidDays', whole],
    ['policy.return.dataWindowHours', whole],
    ['policy.return.sendWithinDays', whole],
    ['policy.return.answerWithinDays', whole],
    ['policy.return.courierSlots', { kind: 'ticks', options: ['morning', 'afternoon', 'evening'] }],
    [
      'policy.return.dropOffPoints',
      {
        kind: 'rows',
        columns: [
          { name: 'name', kind: 'line' },
          { name: 'address', kind: 'line' },
          { name: 'hours', kind: 'line', isOptional: true },
        ],
      },
    ],
    ['policy.return.dropOffHours', { kind: 'rows', columns: placesSpanColumns }],
  ],
  holds: () =>
    [
      ...['disputeDays', 'disputeAnsweredDays', 'disputesInNinetyDays', 'breathingSpaceDays'],
      ...['bereavementDays', 'staffMostDays', 'outageDays', 'warningDays', 'openDaysInYear'],
    ].map((name): Entry => [`policy.hold.${name}`, whole]),
  hours: () => [
    ['policy.hours.demandsFrom', hour],
    ['policy.hours.demandsUntil', hour],
    ['policy.hours.staffedFrom', hour],
    ['policy.hours.staffedUntil', hour],
    ['policy.hours.staffedDays', { kind: 'ticks', options: weekdays }],
  ],
  desk: ({ currencies }) => [
    ...amounts('policy.desk.refundAloneMinor', currencies),
    ...amounts('policy.desk.cashAloneMinor', currencies),
    ...amounts('policy.desk.goodwillCreditMinor', currencies),
    ['policy.desk.mostTemporaryUnlockDays', whole],
    ['policy.desk.contactValidDays', whole],
    ...Object.keys(usualHours).map((group): Entry => [`policy.desk.withinHours.${group}`, whole]),
  ],
  reporting: () => [
    ...['pay', 'promise', 'plan', 'return'].flatMap((way) =>
      words(`policy.reporting.reported.${way}`),
    ),
    [
      'policy.reporting.debtAdvice',
      {
        kind: 'rows',
        columns: [
          { name: 'name', kind: 'line' },
          { name: 'phone', kind: 'line', isOptional: true, input: 'tel' },
          { name: 'url', kind: 'line', isOptional: true, input: 'url' },
          { name: 'hours', kind: 'line', isOptional: true },
          { name: 'checkedOn', kind: 'date' },
        ],
      },
    ],
    ['policy.reporting.adviceHours', { kind: 'rows', columns: placesSpanColumns }],
  ],
}
