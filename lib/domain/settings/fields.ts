import { delayedMethods, type PaymentMethod } from '#lib/domain/payment-methods.ts'
import { conditions } from '#lib/domain/policy/hardship-policy.ts'

export const settingsGroups = [
  'brand',
  'contacts',
  'payments',
  'unlock',
  'promises',
  'plans',
  'returns',
  'holds',
  'desk',
  'reporting',
] as const
export type SettingsGroup = (typeof settingsGroups)[number]

export function isSettingsGroup(text: unknown): text is SettingsGroup {
  return (settingsGroups as readonly unknown[]).includes(text)
}

/** What needs a second person: every rule that decides about money or a lock. */
export function needsApproval(group: SettingsGroup): boolean {
  return group !== 'brand' && group !== 'contacts'
}

export type Column = {
  name: string
  kind: 'line' | 'date'
  isOptional?: boolean
  input?: 'tel' | 'url'
}

export type FieldKind =
  | { kind: 'line'; input?: 'tel' | 'email'; ltr?: boolean }
  | { kind: 'colour' | 'yes_no' | 'date' }
  /** Words that may be left out. */
  | { kind: 'text' }
  | { kind: 'whole'; isOptional?: boolean }
  | { kind: 'percent' }
  | { kind: 'amount'; currency: string }
  | { kind: 'choice' | 'ticks'; options: readonly string[] }
  /** A set of fields that is there or is not: without it the value is null. */
  | { kind: 'given' }
  | { kind: 'rows'; columns: readonly Column[] }

export type SettingsField = FieldKind & {
  group: SettingsGroup
  /** Where the value stands in the settings: `policy.plan.mostExtraMonths`. Also the name of its input. */
  path: string
  /** Its label among the messages. */
  label: string
  /** What of several the label speaks of: a currency, a language, a way of paying, a condition. */
  of?: string
  /** The `given` it belongs to. */
  within?: string
  /** Nobody types it: it follows from what is done. */
  isAutomatic?: boolean
}

type Draft = FieldKind & Omit<SettingsField, 'group' | 'path' | 'label' | 'kind'>

/** Where amounts stand by currency. */
export const amountPaths = [
  'policy.minimumPaymentMinor',
  'policy.plan.smallestInstallmentMinor',
  'policy.desk.refundAloneMinor',
  'policy.desk.apologyCreditMinor',
] as const

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

// `policy.plan.instant.mostExtraMonths` has the label plan_instant_mostExtraMonths.
function labelOf(path: string): string {
  return path.replace(/^policy\./, '').replaceAll('.', '_')
}

type Entry = [path: string, draft: Draft, label?: string]
type Entries = (reach: Reach) => Entry[]

const whole: Draft = { kind: 'whole' }
const percent: Draft = { kind: 'percent' }
const yesNo: Draft = { kind: 'yes_no' }
const choice = (...options: string[]): Draft => ({ kind: 'choice', options })

function amounts(path: string, currencies: readonly string[]): Entry[] {
  return currencies.map((currency) => [
    `${path}.${currency}`,
    { kind: 'amount', currency, of: currency },
    labelOf(path),
  ])
}

const languages = ['en', 'es', 'ar'] as const

function words(path: string): Entry[] {
  return languages.map((language) => [
    `${path}.${language}`,
    { kind: 'text', of: language },
    labelOf(path),
  ])
}

const fieldsOf: Record<SettingsGroup, Entries> = {
  brand: () => [
    ['name', { kind: 'line' }],
    ['accentColor', { kind: 'colour' }],
    ['locale', choice(...languages)],
  ],
  contacts: () => [
    ['helpPhone', { kind: 'line', input: 'tel', ltr: true }],
    ['helpHours', { kind: 'line' }],
    ['helpEmail', { kind: 'line', input: 'email', ltr: true }],
    ['helpCheckedOn', { kind: 'date', isAutomatic: true }],
  ],
  payments: ({ currencies, methods }) => [
    ['statementDescriptor', { kind: 'line', ltr: true }],
    ['paymentMethods', { kind: 'ticks', options: methods }],
    ...delayedMethods
      .filter((method) => methods.includes(method))
      .map(
        (method): Entry => [
          `policy.clearingDays.${method}`,
          { kind: 'whole', isOptional: true, of: method },
          'clearingDays',
        ],
      ),
    ...amounts('policy.minimumPaymentMinor', currencies),
    ['policy.settlement.rebatePercent', percent],
    ['policy.settlement.validDays', whole],
    ['policy.duplicatePayment', choice('refund', 'credit')],
  ],
  unlock: () => [
    ['policy.unlockWithinMinutes', whole],
    ['policy.unlockUsualMinutes', whole],
    ['policy.graceDays', whole],
    ['policy.relock', choice('by_date', 'by_lender')],
    ['policy.relockAtHour', whole],
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
          { name: 'hours', kind: 'line' },
        ],
      },
    ],
  ],
  holds: () =>
    ['disputeDays', 'breathingSpaceDays', 'bereavementDays', 'staffMostDays', 'outageDays'].map(
      (name): Entry => [`policy.hold.${name}`, whole],
    ),
  desk: ({ currencies }) => [
    ...amounts('policy.desk.refundAloneMinor', currencies),
    ...amounts('policy.desk.apologyCreditMinor', currencies),
    ['policy.desk.mostTemporaryUnlockDays', whole],
    ['policy.desk.contactValidDays', whole],
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
  ],
}
