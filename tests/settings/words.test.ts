import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { paymentMethods } from '#lib/domain/money/payment-methods.ts'
import { settingsFields } from '#lib/domain/settings/fields.ts'
import { settingsGroups } from '#lib/domain/settings/groups.ts'
import { messagesOf } from '#lib/i18n/messages.ts'

const words = messagesOf('en')['desk-settings']
const options: { [label: string]: object } = words.option
const fields = settingsFields({ currencies: ['LKR', 'MXN'], methods: paymentMethods })

test('every setting has its name, and nothing else has one', () => {
  const labels = new Set(fields.map(({ label }) => label))
  expect(new Set(Object.keys(words.field))).toEqual(labels)
  expect([...labels]).toEqual(expect.arrayContaining(Object.keys(words.hint)))
  expect(Object.keys(words.groups)).toEqual([...settingsGroups])
})

test('every choice and every column has its words', () => {
  for (const field of fields) {
    if (field.kind === 'choice' && field.path !== 'locale')
      expect(options[field.label], field.path).toEqual(named(field.options))
    if (field.kind === 'ticks' && field.path === 'paymentMethods')
      expect(words.method).toEqual(named(field.options))
    else if (field.kind === 'ticks')
      expect(options[field.label], field.path).toEqual(named(field.options))
    if (field.kind === 'rows') {
      const columns = field.columns.map(({ name }) => name)
      expect(Object.keys(words.column)).toEqual(expect.arrayContaining(columns))
      expect(words.row).toHaveProperty(field.label)
      expect(words.row_add).toHaveProperty(field.label)
    }
  }
})

test('every reason to refuse has its words, and every such word its reason', () => {
  const sources = globSync([
    'lib/domain/opening-hours.ts',
    'lib/domain/settings/*.ts',
    'lib/settings/*.ts',
    'lib/domain/policy/*.ts',
    'app/desk/settings/**/*.ts',
  ])
  const source = sources.map((file) => readFileSync(file, 'utf8')).join('\n')
  for (const reason of Object.keys(words.fault))
    expect(source.includes(`'${reason}'`), reason).toBe(true)
  const given = [...source.matchAll(/because\('(\w+)'\)|refuse\(\[.*?\], '(\w+)'/g)]
  expect(given.length).toBeGreaterThan(8)
  for (const [, plain, together] of given)
    expect(words.fault, plain ?? together).toHaveProperty(plain ?? together ?? '')
})

function named(options: readonly string[]) {
  return Object.fromEntries(options.map((option) => [option, expect.any(String)]))
}
