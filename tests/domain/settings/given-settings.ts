import fc from 'fast-check'
import { decimalsOf } from '#lib/domain/money/money.ts'
import { weekdays } from '#lib/domain/opening-hours.ts'
import { type SettingsRecord, toRecord } from '#lib/domain/settings/record.ts'
import { settingsSchema } from '#lib/domain/settings/settings.ts'
import { deskRules, policy } from '#tests/support/policy.ts'

/** Settings as a lender in Colombo has them; `changes` replaces what is there. */
export function givenSettings(changes: object = {}, policyChanges: object = {}): SettingsRecord {
  return toRecord(
    settingsSchema.parse({
      ...plain,
      policy: { ...policy, desk: deskRules(), ...policyChanges },
      ...changes,
    }),
  )
}

const plain = {
  name: 'Serendib Mobile',
  locale: 'en',
  currency: 'LKR',
  country: 'LK',
  accentColor: '#0b6e63',
  mark: '<svg viewBox="0 0 24 24"><path d="M2 2h20v20z"/></svg>',
  helpPhone: '011 555 0100',
  helpEmail: 'help@serendib.example',
  helpHours: '8:00–20:00',
  helpCheckedOn: '2026-11-01',
  statementDescriptor: 'SERENDIB MOBILE',
  paymentMethods: ['card'],
}

const currencies = ['LKR', 'JPY', 'KWD', 'MXN', 'USD']
const whole = (min: number, max: number) => fc.integer({ min, max })
const percent = fc.integer({ min: 0, max: 10_000 }).map((hundredths) => hundredths / 100)
const line = (maxLength: number) =>
  fc
    .oneof(
      fc.string({ minLength: 1, maxLength }),
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: maxLength / 4 }),
    )
    .map((text) => text.replace(/\s+/g, ' ').trim())
    .filter(
      (text) => text.length > 0 && text.length <= maxLength && !/[\p{Cc}\u2028\u2029]/u.test(text),
    )
const amounts = fc.dictionary(
  fc.constantFrom(...currencies),
  fc.bigInt({ min: 0n, max: 10n ** 15n }).map(String),
)
const words = fc.record({ en: line(600), es: line(600), ar: line(600) }, { requiredKeys: [] })
const span = fc
  .tuple(fc.constantFrom(...weekdays), whole(0, 11), whole(12, 23))
  .map(([fromDay, opens, closes]) => ({
    fromDay,
    toDay: fromDay,
    opens: `${String(opens).padStart(2, '0')}:30`,
    closes: `${closes}:00`,
  }))
/** Hours that never meet: each day has one span. */
const spans = fc.uniqueArray(span, { maxLength: 7, selector: ({ fromDay }) => fromDay })
const callable = fc.constantFrom('+94 11 555 0100', '119', '(011) 555-0100')
const day = whole(0, 3_000).map((days) =>
  Temporal.PlainDate.from('2020-01-01').add({ days }).toString(),
)

/** Any settings that the schema accepts. */
export const anySettings: fc.Arbitrary<SettingsRecord> = fc
  .record({
    name: line(60),
    locale: fc.constantFrom('en', 'es', 'ar'),
    currency: fc.constantFrom(...currencies),
    accentColor: fc.constantFrom('#0b6e63', '#ffffff', '#000000', '#ffee00', '#8a3b12'),
    mark: fc.constantFrom(null, '<svg viewBox="0 0 24 24"><path d="M2 2h20v20z"/></svg>'),
    helpPhone: callable,
    helpEmail: fc.constantFrom('help@serendib.example', 'a.b+c@d-e.example'),
    helpHours: line(80),
    helpCheckedOn: fc.option(day),
    statementDescriptor: fc.constantFrom('SERENDIB MOBILE', 'A1234', 'NORTE.MOVIL/22 (MX) &'),
    paymentMethods: fc
      .subarray(['oxxo', 'konbini', 'us_bank_account'])
      .map((others) => ['card', ...others]),
    policy: fc.record({
      graceDays: whole(0, 90),
      relockAtHour: whole(0, 23),
      relock: fc.constantFrom('by_date', 'by_lender'),
      partialUnlock: fc.option(fc.record({ installments: whole(1, 60), days: whole(1, 60) })),
      minimumPaymentMinor: amounts,
      settlement: fc.record({ rebatePercent: percent, validDays: whole(0, 30) }),
      unlockWithinMinutes: whole(60, 1440),
      unlockUsualMinutes: whole(1, 60),
      smallRest: fc.constantFrom('pay_least', 'waive'),
      duplicatePayment: fc.constantFrom('refund', 'credit'),
      clearingDays: fc.dictionary(fc.constantFrom('oxxo', 'konbini', 'boleto'), whole(0, 7)),
      worksWhileLocked: fc.subarray(['emergency_calls', 'incoming_calls', 'internet']),
      promise: fc.record({
        offered: fc.boolean(),
        mostDays: whole(15, 60),
        minimumPercent: percent,
        mostInNinetyDays: whole(1, 12),
        remindDaysBefore: whole(0, 14),
        verdictWaitDays: whole(0, 7),
      }),
      plan: fc.record({
        offered: fc.boolean(),
        mostExtraMonths: whole(12, 36),
        mostPauseMonths: whole(3, 6),
        costPercentPerMonth: whole(0, 1000).map((hundredths) => hundredths / 100),
        smallestInstallmentMinor: amounts,
        instant: fc.option(
          fc.record({ mostExtraMonths: whole(0, 12), mostPauseMonths: whole(0, 3) }),
        ),
        decideWithinDays: whole(1, 14),
        offerValidDays: whole(1, 30),
        withdrawWithinDays: whole(0, 60),
        opens: fc.constantFrom('on_acceptance', 'after_first_payment'),
        warnDays: whole(1, 30),
        whenMissed: fc.constantFrom('schedule_stays', 'schedule_before_returns'),
        mostInYear: whole(1, 12),
      }),
      return: fc.record({
        offered: fc.boolean(),
        rule: fc.constantFrom('loan_closed', 'settlement', 'half'),
        valuePercent: fc
          .tuple(percent, percent, percent, percent)
          .map((values) => values.toSorted((one, other) => other - one))
          .map(([good, worn, damaged, not_working]) => ({ good, worn, damaged, not_working })),
        quoteValidDays: whole(1, 60),
        dataWindowHours: whole(24, 240),
        sendWithinDays: whole(1, 60),
        dropOffPoints: fc.uniqueArray(
          fc.record({ name: line(80), address: line(200), hours: line(80) }),
          { maxLength: 12, selector: ({ name }) => name },
        ),
        dropOffHours: fc.constant([]),
        courierSlots: fc.subarray(['morning', 'afternoon', 'evening']),
        answerWithinDays: whole(1, 60),
      }),
      hours: fc.record({
        demandsFrom: whole(0, 12),
        demandsUntil: whole(13, 24),
        staffedFrom: whole(0, 12),
        staffedUntil: whole(13, 24),
        help: spans,
        staffedDays: fc.subarray(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'], {
          minLength: 1,
        }),
      }),
      reporting: fc.record({
        reported: fc.record(
          { pay: words, promise: words, plan: words, return: words },
          { requiredKeys: [] },
        ),
        debtAdvice: fc.uniqueArray(
          fc.record(
            {
              name: line(80),
              phone: callable,
              url: fc.webUrl({ size: 'small' }).filter((url) => url.length <= 200),
              hours: line(80),
              checkedOn: day,
            },
            { requiredKeys: ['name', 'phone', 'checkedOn'] },
          ),
          { maxLength: 10, selector: ({ name }) => name },
        ),
        adviceHours: fc.constant([]),
      }),
    }),
  })
  .map((drawn) => toRecord(settingsSchema.parse(drawn)))

/** An amount as people write it: grouped or not, comma or point, in the digits of three scripts. */
export function asWritten(amountMinor: bigint, currency: string, style: number): string {
  const decimals = decimalsOf(currency)
  const digits = amountMinor.toString().padStart(decimals + 1, '0')
  const whole = decimals ? digits.slice(0, -decimals) : digits
  const cents = decimals ? digits.slice(-decimals) : ''
  const group = [' ', ',', '.', "'"][style % 4] ?? ''
  const grouped = style < 8 ? whole.replace(/\B(?=(\d{3})+$)/g, group) : whole
  const mark = group === '.' ? ',' : '.'
  const text = cents ? `${grouped}${mark}${cents}` : grouped
  return style % 3 === 2 ? text.replace(/\d/g, (digit) => '٠١٢٣٤٥٦٧٨٩'[Number(digit)] ?? '') : text
}
