import fc from 'fast-check'
import { expect, test } from 'vitest'
import { formatReference, normaliseBase32, toBase32 } from '#lib/domain/identity/reference.ts'

const bytes = fc.uint8Array({ minLength: 8, maxLength: 8 })

test('a reference is two groups of four, without letters that are mistaken for each other', () => {
  fc.assert(
    fc.property(bytes, (random) => {
      expect(formatReference(random)).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/)
    }),
  )
})

test('different bits give different references', () => {
  fc.assert(
    fc.property(bytes, bytes, (one, other) => {
      const same = one.every((byte, place) => (byte & 31) === ((other[place] ?? 0) & 31))
      expect(formatReference(one) === formatReference(other)).toBe(same)
    }),
  )
})

test('what is typed small, spaced, or with O for 0 and I or L for 1 means the same', () => {
  fc.assert(
    fc.property(bytes, (random) => {
      const code = toBase32(random)
      const typed = code.toLowerCase().replaceAll('0', 'o').replace('1', 'l').replaceAll('1', 'i')
      expect(normaliseBase32(` ${typed.slice(0, 4)}-${typed.slice(4)} `)).toBe(code)
    }),
  )
})
