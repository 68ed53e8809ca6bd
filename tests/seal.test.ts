import { expect, test } from 'vitest'
import { seal, unseal } from '#lib/seal.ts'

test('what was sealed is opened for the same purpose', () => {
  expect(unseal(seal('secret', 'one'), 'one')).toBe('secret')
})

test('what this key does not open is said in words, not in those of the library', () => {
  expect(() => unseal(seal('secret', 'one'), 'other')).toThrow(
    'It was sealed with another DATA_KEY, or changed since.',
  )
  expect(() => unseal(Buffer.from('x'), 'one')).toThrow('It was sealed with another DATA_KEY')
})
