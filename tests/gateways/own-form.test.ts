import { expect, test } from 'vitest'
import { askedHost } from '#lib/gateways/asked-host.ts'
import { isOwnForm, ownPath } from '#lib/gateways/own-form.ts'

const host = 'serendib.localhost:3000'
const from = (headers: Record<string, string>) => isOwnForm(new Headers({ host, ...headers }))

test('a form of this host is ours; one of another site, another lender or nowhere is not', () => {
  expect(from({ origin: `http://${host}`, 'sec-fetch-site': 'same-origin' })).toBe(true)
  expect(from({ origin: `https://${host}` })).toBe(true)
  expect(from({})).toBe(true)
  expect(from({ origin: 'https://evil.example' })).toBe(false)
  expect(from({ origin: 'http://norte.localhost:3000' })).toBe(false)
  expect(from({ origin: 'null' })).toBe(false)
  expect(from({ 'sec-fetch-site': 'cross-site' })).toBe(false)
  expect(from({ 'sec-fetch-site': 'same-site' })).toBe(false)
})

test('only a path of this host is gone back to', () => {
  expect(ownPath('/phones/1?x=2#y', '/phones')).toBe('/phones/1?x=2#y')
  for (const elsewhere of [
    '//evil.example',
    '/\\evil.example',
    'https://evil.example',
    '',
    null,
    '/a b',
    '/a\nb',
    '/\t/evil.example',
    '/\0',
    '/путь',
  ]) {
    expect(ownPath(elsewhere, '/phones')).toBe('/phones')
  }
  expect(ownPath(`/${'a'.repeat(500)}`, '/phones')).toBe('/phones')
})

test('the host is the one the browser asked for, also when Next or a proxy asks on its behalf', () => {
  expect(askedHost(new Headers({ host }))).toBe(host)
  expect(askedHost(new Headers({ host: 'localhost:3000', 'x-forwarded-host': host }))).toBe(host)
  expect(askedHost(new Headers())).toBeUndefined()
})
