import { expect, test } from 'vitest'
import {
  financierCalled,
  financiers,
  financiersReadOn,
  isCalled,
  isNumber,
  isPartOf,
} from '#lib/domain/strangers/financiers.ts'

test.each([
  ['Serendib Mobile', 'serendib mobile', true],
  ['Serendib Mobile', '  SERENDIB-MOBILE (Pvt) Ltd. ', true],
  ['Norte Móvil', 'norte movil', true],
  ['Norte Móvil', 'Norte', false],
  ['Hoshi', 'Hoshi', true],
  ['Acme', 'Acmeland', false],
  ['Hoshi', 'Hoshi K.K.', true],
  ['Hosh', 'Hosh', true],
  ['Hosh', 'Hosh K.K.', false],
  ['Kwame 2', 'KWAME２', true],
  ['Größe', 'GRÖSSE', false],
  ['Serendib Mobile', 'Mobile', false],
  ['Serendib Mobile', '', false],
  ['—', '', false],
])('a lender called %s is meant by “%s”: %s', (name, typed, isMeant) => {
  expect(isCalled(name, typed)).toBe(isMeant)
})

test.each([
  ['Norte Móvil', 'Norte', true],
  ['Norte Móvil', 'NORTE, S.A. de C.V.', true],
  ['Norte Móvil', 'móvil norte', true],
  ['Norte Móvil', 'El  Norte', true],
  ['Serendib Mobile', 'Seren', true],
  ['Serendib Mobile', 'Serendib Finance PLC', true],
  ['Serendib Mobile', 'Ser', false],
  // What stands in the name of any company means none.
  ['Serendib Mobile', 'Mobile', false],
  ['Serendib Mobile', 'Pvt Ltd', false],
  ['Serendib Mobile', 'Serendib Motors', false],
  ['Serendib Mobile', '', false],
])('of a lender called %s “%s” may be a part: %s', (name, typed, isPart) => {
  expect(isPartOf(name, typed)).toBe(isPart)
})

test.each([
  ['klarna', 'Klarna'],
  ['Lipa Mdogo Mdogo', 'Safaricom'],
  ['mkopa', 'M-KOPA'],
  ['Barclays', 'Barclays Partner Finance'],
  ['Dialog Axiata PLC', 'Dialog'],
])('%s is %s', (typed, name) => {
  expect(financierCalled(typed)?.name).toBe(name)
})

test('nobody else is taken for one of them', () => {
  expect(financierCalled('Somebody & Sons')).toBeUndefined()
})

test.each([
  ['35 698113 420011 7', true],
  ['٣٥٦٩٨١١٣٤٢٠٠١١٧', true],
  ['SR-1001', true],
  ['+94 77 123 4567', true],
  ['Klarna', false],
  ['3 Mobile', false],
  ['abc 123', false],
  ['Loan 1234', true],
  ['Loans 1234', false],
  ['12 34', true],
  ['Phones4U', false],
])('“%s” is a number: %s', (typed, is) => {
  expect(isNumber(typed)).toBe(is)
})

test('what is said of others has a day, an address of their own and no claim without proof', () => {
  expect(() => Temporal.PlainDate.from(financiersReadOn)).not.toThrow()
  for (const { site, countries, locks, name } of financiers) {
    expect(new URL(site).origin, name).toBe(site)
    expect(site, name).toMatch(/^https:/)
    for (const country of countries) expect(country).toMatch(/^[A-Z]{2}$/)
    expect(['yes', 'unknown']).toContain(locks)
  }
})
