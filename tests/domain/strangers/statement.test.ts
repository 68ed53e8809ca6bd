import { expect, test } from 'vitest'
import {
  phoneRegisters,
  registersFor,
  registersReadOn,
} from '#lib/domain/strangers/phone-registers.ts'
import {
  readStatement,
  type Stated,
  statementText,
  validityOf,
} from '#lib/domain/strangers/statement.ts'

const free: Stated = {
  keyturn: 1,
  lender: 'Serendib Mobile',
  host: 'serendib.example',
  code: '0123456789ABCDEF',
  brand: 'Xiaomi',
  model: '13T',
  imeiEnds: ['0117'],
  madeAt: '2026-11-30T10:00:00Z',
  kind: 'free',
  since: '2026-11-27T10:00:00Z',
}

const { kind: _kind, since: _since, ...shared } = free
const ending: Stated = {
  ...shared,
  kind: 'owed',
  amountMinor: '4',
  currency: 'LKR',
  until: '2026-12-01',
}

test('a statement is read as it was signed, and holds nothing that it has no place for', () => {
  expect(readStatement(statementText(free))).toEqual(free)
  const more = { ...free, borrower: 'Nimali Perera' }
  expect(statementText(more)).not.toContain('Nimali')
  expect(() => readStatement('{"kind":"free"}')).toThrow()
})

const now = Temporal.Instant.from('2026-12-01T00:00:00Z')
const facts = {
  isGenuine: true,
  withdrawnAt: null,
  endsAt: null,
  lockState: 'released',
  outstandingMinor: 0n,
  endsLoanMinor: undefined,
  handedBackAt: null,
} as const
const owed = {
  ...facts,
  lockState: 'locked',
  outstandingMinor: 5n,
  endsLoanMinor: 4n,
  endsAt: now.add({ hours: 1 }),
} as const

test.each([
  ['free', facts, 'valid'],
  ['free', { ...facts, isGenuine: false }, 'not_genuine'],
  ['free', { ...facts, withdrawnAt: now }, 'withdrawn'],
  ['free', { ...facts, lockState: 'locked' }, 'changed'],
  ['free', { ...facts, outstandingMinor: 1n }, 'changed'],
  ['owed', owed, 'valid'],
  ['owed', { ...owed, endsAt: now }, 'expired'],
  ['owed', { ...owed, withdrawnAt: now }, 'withdrawn'],
  ['owed', { ...owed, outstandingMinor: 0n }, 'paid'],
  ['owed', { ...owed, endsLoanMinor: 3n }, 'changed'],
  ['owed', { ...owed, endsLoanMinor: undefined }, 'changed'],
] as const)('%s, %o: %s', (kind, known, validity) => {
  expect(validityOf(kind === 'free' ? free : ending, known, now)).toBe(validity)
})

test('registers have a day, addresses of their own, and those of the country first', () => {
  expect(() => Temporal.PlainDate.from(registersReadOn)).not.toThrow()
  for (const { page, text, country } of phoneRegisters) {
    expect(country).toMatch(/^[A-Z]{2}$/)
    expect(page ?? text).toBeDefined()
    if (page) expect(new URL(page).origin).toBe(page)
    if (page) expect(page).toMatch(/^https:/)
  }
  expect(registersFor('LK')[0]?.country).toBe('LK')
  const everywhere = phoneRegisters.map(({ country }) => country)
  expect(registersFor(null)).toEqual(phoneRegisters)
  expect(registersFor('LK').map(({ country }) => country)).toEqual([
    'LK',
    ...everywhere.filter((country) => country !== 'LK'),
  ])
})
