import { expect, test } from 'vitest'
import { labelOf } from '#lib/domain/settings/entries.ts'
import {
  allFieldsIn,
  checkRecord,
  fieldsIn,
  type Json,
  type SettingsRecord,
  withValues,
} from '#lib/domain/settings/record.ts'
import { deskRules, planRules } from '#tests/support/policy.ts'
import { givenSettings } from './given-settings.ts'

const words = { en: 'One', es: 'Uno', ar: 'واحد' }
const amount = { LKR: '100' }
const full = givenSettings(
  {},
  {
    minimumPaymentMinor: amount,
    partialUnlock: { installments: 1, days: 7 },
    plan: planRules({ smallestInstallmentMinor: amount }),
    desk: deskRules({ refundAloneMinor: amount, goodwillCreditMinor: amount }),
    reporting: {
      reported: { pay: words, promise: words, plan: words, return: words },
      debtAdvice: [],
    },
  },
)
const everyField = () => allFieldsIn(full)

test('whatever a lender says for itself has one field, but the currency', () => {
  const paths = everyField().map(({ path }) => path)
  expect(new Set(paths).size).toBe(paths.length)
  const without = leavesOf(full).filter(
    (leaf) => !paths.some((path) => leaf === path || leaf.startsWith(`${path}.`)),
  )
  expect(without).toEqual(['currency'])
})

function leavesOf(value: Json, path: string[] = []): string[] {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return [path.join('.')]
  return Object.entries(value).flatMap(([name, inside]) => leavesOf(inside, [...path, name]))
}

test('a value is typed into a field of its kind', () => {
  const kinds = {
    boolean: ['yes_no'],
    number: ['whole', 'hour', 'percent'],
    string: ['line', 'text', 'colour', 'date', 'choice', 'amount'],
    object: ['ticks', 'rows', 'given'],
  }
  for (const { path, kind } of everyField()) {
    const value = path.split('.').reduce((at, name) => Object(at)[name], Object(full))
    const type = typeof (value ?? {}) as keyof typeof kinds
    if (value !== undefined) expect(kinds[type], path).toContain(kind)
  }
  for (const field of everyField())
    if (field.kind === 'rows')
      for (const { kind } of field.columns)
        expect(['line', 'date', 'time', 'choice']).toContain(kind)
})

test('whatever can be chosen may be kept', () => {
  for (const field of everyField()) {
    if (field.kind !== 'choice' && field.kind !== 'ticks') continue
    expect(new Set(field.options).size).toBe(field.options.length)
    const values = field.kind === 'ticks' ? [[...field.options]] : field.options
    for (const value of values)
      expect(checkRecord(withValues(full, { [field.path]: value }))).toMatchObject({ ok: true })
  }
})

test('a label speaks of one value, or of several of a kind and says of which', () => {
  for (const { path, label, of } of everyField())
    expect(labelOf(path)).toBe(of === undefined ? label : `${label}_${of}`)
  expect(labelOf('policy.plan.instant.mostExtraMonths')).toBe('plan_instant_mostExtraMonths')
  expect(labelOf('brand.policy.name')).toBe('brand_policy_name')
})

test('a group has its own fields', () => {
  for (const field of fieldsIn('desk', full)) expect(field.group).toBe('desk')
})

const said = (changes: object, policyChanges: object = {}) =>
  givenSettings(changes, { minimumPaymentMinor: {}, clearingDays: {}, ...policyChanges })

test.for<[what: string, record: SettingsRecord, methods: string[]]>([
  ['that work in its currency', said({}), ['card']],
  ['that work in another one', said({ currency: 'MXN' }), ['card', 'oxxo']],
  [
    'that work in any currency it has an amount in',
    said({}, { desk: deskRules({ refundAloneMinor: { MXN: '1' } }) }),
    ['card', 'oxxo'],
  ],
  ['that it takes already', { ...said({}), paymentMethods: ['oxxo'] }, ['card', 'oxxo']],
  ['whose days it has said', said({}, { clearingDays: { boleto: 3 } }), ['card', 'boleto']],
])('a lender can take the ways of paying %s', ([, record, methods]) => {
  const field = allFieldsIn(record).find(({ path }) => path === 'paymentMethods')
  expect(field?.kind === 'ticks' && field.options).toEqual(methods)
  const days = allFieldsIn(record).filter(({ label }) => label === 'clearingDays')
  expect(days.map(({ of }) => of)).toEqual(methods.filter((method) => method !== 'card'))
})
