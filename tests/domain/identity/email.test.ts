import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isMailAddress } from '#lib/domain/identity/email.ts'

describe('an address that can receive mail', () => {
  test.for([
    'nimali@mail.example',
    'a.b+phones@sub.mail.example',
    "o'neil_&_sons@x-y.co",
    '12345@qq.com',
    'x@xn--mnchen-3ya.de',
    'x@example.xn--p1ai',
    'a@x.y.com',
    `${'a'.repeat(64)}@x.com`,
    `a@${'x.'.repeat(124)}info`,
  ])('%s', (text) => {
    expect(isMailAddress(text)).toBe(true)
  })

  test.for([
    '',
    'nimali',
    'nimali@mail',
    'a..b@x.com',
    '.a@x.com',
    'a.@x.com',
    'a b@x.com',
    'a@b@x.com',
    'a@x..com',
    'a@.x.com',
    'a@x.com.',
    'a@-x.com',
    'a@x-.com',
    'a@x.c',
    'a@x.123',
    'a@127.0.0.1',
    'a@[127.0.0.1]',
    '"a b"@x.com',
    'a@x_y.com',
    'señor@x.com',
    'a@münchen.de',
    'a,b@x.com',
    'Nimali <a@x.com>',
    'a@x.com\n',
    `${'a'.repeat(65)}@x.com`,
    `a@${'x'.repeat(64)}.com`,
    `a@${'x.'.repeat(124)}infos`,
  ])('%j is none', (text) => {
    expect(isMailAddress(text)).toBe(false)
  })

  test('whatever is one has a name, one sign and a domain, and nothing a header could be broken with', () => {
    fc.assert(
      fc.property(fc.oneof(fc.emailAddress(), fc.string({ unit: 'binary' })), (text) => {
        if (isMailAddress(text)) expect(text).toMatch(/^[!-~]+@[A-Za-z0-9.-]+$/)
      }),
    )
  })
})
