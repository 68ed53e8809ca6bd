import { expect, test } from 'vitest'
import { decrypt, decryptOwn, encrypt } from '#lib/encrypt.ts'

test('what was encrypted is opened for the same purpose', () => {
  expect(decrypt(encrypt('secret', 'one'), 'one')).toBe('secret')
})

test('what this key does not open is said in words, not in those of the library', () => {
  expect(() => decrypt(encrypt('secret', 'one'), 'other')).toThrow(
    'It was encrypted with another DATA_KEY, or changed since.',
  )
  expect(() => decrypt(Buffer.from('x'), 'one')).toThrow('It was encrypted with another DATA_KEY')
})

test('what another key encrypted is as if it had never been given', () => {
  expect(decryptOwn(encrypt('secret', 'one'), 'one')).toBe('secret')
  expect(decryptOwn(encrypt('secret', 'one'), 'other')).toBeUndefined()
})
