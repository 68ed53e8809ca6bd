import fc from 'fast-check'
import { expect, test } from 'vitest'
import { askedHost } from '#lib/http/asked-host.ts'
import { isFromHere, isOwnForm, ownPath } from '#lib/http/own-form.ts'

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

test('what Next refuses to run an action for is known before', () => {
  const named = (origin?: string) => isFromHere(new Headers({ host, ...(origin && { origin }) }))
  expect([`http://${host}`, undefined].map(named)).toEqual([true, true])
  for (const origin of ['https://evil.example', 'http://norte.localhost:3000', 'null'])
    expect(named(origin)).toBe(false)
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

test('a path that only its browser’s spelling leads away is not gone back to', () => {
  for (const hostile of [
    '/.//evil.example/x',
    '/..//evil.example',
    '/%2e//evil.example',
    '/%2E%2e//evil.example',
    '/phones/..//evil.example',
    '/phones/../..//evil.example',
    '/.%2f/evil.example',
    '/%5cevil.example',
    '/phones//evil.example',
  ]) {
    expect(ownPath(hostile, '/phones')).toBe('/phones')
    expect(ownPath(hostile, '/desk', '/desk')).toBe('/desk')
  }
  expect(ownPath('/phones/../account?x=//y', '/phones')).toBe('/account?x=//y')
})

test('at the desk only the desk is gone back to', () => {
  expect(ownPath('/desk', '/desk', '/desk')).toBe('/desk')
  expect(ownPath('/desk/loans/1?x=2', '/desk', '/desk')).toBe('/desk/loans/1?x=2')
  for (const elsewhere of ['/phones', '/desks', '/desk/../phones', '/desk/%2e%2e/phones'])
    expect(ownPath(elsewhere, '/desk', '/desk')).toBe('/desk')
})

test('however a path is written, a browser that is sent to it stays at this host', () => {
  const piece = fc.constantFrom(
    ...['/', '//', '\\', '.', '..', '/./', '/../', '\t', '\n', '\0', ' ', '@', 'user@', ':', ':80'],
    ...[
      '%2f',
      '%5C',
      '%2e',
      '%09',
      '%00',
      '?',
      '#',
      'evil.example',
      'http:',
      'https://',
      'javascript:',
    ],
    ...['desk', 'phones', '；', '／', '。', 'ｅvil', '\u202e', ';', '[::1]', '*'],
  )
  const portal = 'https://pay.serendib.example'
  let kept = 0
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 8 }), fc.boolean(), (pieces, isDesk) => {
      const [otherwise, under] = isDesk ? ['/desk', '/desk'] : ['/phones', '/']
      const path = ownPath(`/${pieces.join('')}`, otherwise, under)
      // Once as the browser that was redirected reads it, once after a proxy has tidied it up.
      for (const sent of [path, new URL(path, portal).pathname]) {
        expect(sent).toMatch(/^\/(?![/\\])/)
        expect(new URL(sent, portal).origin).toBe(portal)
      }
      if (isDesk) expect(new URL(path, portal).pathname).toMatch(/^\/desk(\/|$)/)
      if (path !== otherwise) kept += 1
    }),
    { numRuns: 20_000 },
  )
  expect(kept).toBeGreaterThan(200)
})

test('the host is the one the browser asked for, also when Next or a proxy asks on its behalf', () => {
  expect(askedHost(new Headers({ host }))).toBe(host)
  expect(askedHost(new Headers({ host: 'localhost:3000', 'x-forwarded-host': host }))).toBe(host)
  expect(askedHost(new Headers())).toBeUndefined()
})
