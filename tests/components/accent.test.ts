import fc from 'fast-check'
import { expect, test } from 'vitest'
import { accentShades, contrastOf } from '#components/ui/accent.ts'

const papers = { light: ['#ffffff', '#f3f5f5'], dark: ['#1b2328', '#11171a'] }

test('contrast is what WCAG says', () => {
  expect(contrastOf('#000000', '#ffffff')).toBeCloseTo(21, 5)
  expect(contrastOf('#767676', '#ffffff')).toBeCloseTo(4.54, 2)
})

test("any lender's colour stays readable: on buttons, on the page, on cards and on its own wash", () => {
  const colour = fc
    .integer({ min: 0, max: 0xffffff })
    .map((value) => `#${value.toString(16).padStart(6, '0')}`)
  fc.assert(
    fc.property(colour, (hex) => {
      const shades = accentShades(hex)
      for (const scheme of ['light', 'dark'] as const) {
        const { fill, ink, text, wash } = shades[scheme]
        expect(contrastOf(ink, fill), `${scheme} button`).toBeGreaterThanOrEqual(4.5)
        for (const behind of [wash, ...papers[scheme]])
          expect(contrastOf(text, behind), `${scheme} text`).toBeGreaterThanOrEqual(4.5)
        for (const paper of papers[scheme])
          expect(contrastOf(fill, paper), `${scheme} shape`).toBeGreaterThanOrEqual(3)
      }
    }),
    { numRuns: 3_000 },
  )
})

test('a colour that is readable already is left alone', () => {
  expect(accentShades('#0b6e63').light).toMatchObject({ fill: '#0b6e63', ink: '#ffffff' })
})
