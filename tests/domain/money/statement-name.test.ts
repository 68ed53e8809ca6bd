import { expect, test } from 'vitest'
import { statementNameOf } from '#lib/domain/money/statement-name.ts'

const account = { cardPrefix: 'KEYTURN', statementName: 'KEYTURN PAYMENTS' }
const suffix = 'SERENDIB MOBILE'

test('a card shows the account’s prefix and the lender’s name, 22 signs of both together', () => {
  expect(statementNameOf(account, { suffix, method: 'card' })).toBe('KEYTURN* SERENDIB MOBI')
  expect(statementNameOf(account, { suffix: 'NORTE', method: 'card' })).toBe('KEYTURN* NORTE')
  expect(
    statementNameOf(
      { ...account, cardPrefix: 'SERENDIB PAYMENTS' },
      { suffix: 'ABC DEFG', method: 'card' },
    ),
  ).toBe('SERENDIB PAYMENTS* ABC')
})

test('a cut between two words leaves no space behind', () => {
  const cut = { ...account, cardPrefix: 'SERENDIB PAYMENTS' }
  expect(statementNameOf(cut, { suffix: 'AB CDEF', method: 'card' })).toBe('SERENDIB PAYMENTS* AB')
})

test('any other way shows the account’s own name', () => {
  expect(statementNameOf(account, { suffix, method: 'oxxo' })).toBe('KEYTURN PAYMENTS')
})

test('nothing is said that is not known', () => {
  const nameless = { cardPrefix: null, statementName: null }
  for (const method of ['card', 'oxxo']) {
    expect(statementNameOf(undefined, { suffix, method })).toBeUndefined()
    expect(statementNameOf(nameless, { suffix, method })).toBeUndefined()
  }
})
