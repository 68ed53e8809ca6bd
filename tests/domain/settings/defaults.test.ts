import { describe, expect, test } from 'vitest'
import { defaultSettings, type NewLender } from '#lib/domain/settings/defaults.ts'
import { isSettingsGroup, needsApproval, settingsGroups } from '#lib/domain/settings/groups.ts'
import { settingsSchema } from '#lib/domain/settings/settings.ts'

const lender: NewLender = {
  name: 'Norte Móvil',
  helpEmail: 'ayuda@norte.example',
  locale: 'es',
  currency: 'MXN',
  country: 'MX',
}
const begun = (values: Partial<NewLender> = {}) =>
  settingsSchema.parse(defaultSettings({ ...lender, ...values }))

describe('a new lender', () => {
  test('promises, waives and decides nothing without a person', () => {
    const { policy } = begun()
    expect(policy).toMatchObject({
      relock: 'by_date',
      partialUnlock: null,
      smallRest: 'pay_least',
      duplicatePayment: 'refund',
      minimumPaymentMinor: {},
      clearingDays: {},
      settlement: { rebatePercent: 0, validDays: 3 },
      worksWhileLocked: ['emergency_calls', 'incoming_calls'],
      plan: { instant: null, mostPauseMonths: 1, mostExtraMonths: 6, costPercentPerMonth: 0 },
      return: {
        offered: false,
        rule: 'loan_closed',
        valuePercent: { good: 0, worn: 0, damaged: 0, not_working: 0 },
      },
    })
  })

  test('is reached as it says, and its number is not checked', () => {
    expect(begun()).toMatchObject({
      name: 'Norte Móvil',
      locale: 'es',
      currency: 'MXN',
      country: 'MX',
      helpPhone: '000',
      helpEmail: 'ayuda@norte.example',
      helpHours: '9:00–17:00',
      helpCheckedOn: null,
      paymentMethods: ['card'],
      accentColor: '#0b6e63',
    })
    const said = { helpPhone: '119', helpEmail: 'a@b.example', helpHours: '8–12' }
    expect(begun(said)).toMatchObject(said)
  })

  test.for([
    ['Norte Móvil', 'NORTE MOVIL'],
    [`Joe's <"Phones">*\\`, 'JOES PHONES'],
    [' 電話 A ', 'A PHONES'],
    ['電話', 'PHONE'],
    ['1234', 'PHONE'],
    ['Fonos', 'FONOS'],
    ['Fono', 'FONO PHONES'],
    ['The Serendib Mobile Company', 'THE SERENDIB MOBILE CO'],
    ['The Serendib Mobiles & Company', 'THE SERENDIB MOBILES &'],
    ['The Serendib Mobility Company', 'THE SERENDIB MOBILITY'],
  ] as const)('%s is on a bank statement as %s', ([name, statementDescriptor]) => {
    expect(begun({ name })).toMatchObject({ statementDescriptor })
  })
})

test('what decides about money or a lock needs a second person', () => {
  const alone = settingsGroups.filter((group) => !needsApproval(group))
  expect(alone).toEqual(['brand', 'contacts', 'directory'])
  expect(settingsGroups.every(isSettingsGroup)).toBe(true)
  for (const other of ['', 'brands', null]) expect(isSettingsGroup(other)).toBe(false)
})
