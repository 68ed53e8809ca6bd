import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { accentShades, contrastOf } from '#components/accent.ts'

// As tokens.css has them.
const papers = { light: ['#ffffff', '#f4f6f6'], dark: ['#192126', '#101619'] }
const words = {
  light: ['#14191c', '#505b63', '#0a6446', '#744b00'],
  dark: ['#edf1f2', '#a8b4ba', '#7fd6ae', '#f0c56e'],
}
const tokens = readFileSync(new URL('../../app/styles/tokens.css', import.meta.url), 'utf8')

test('the papers and the words are those of the page', () => {
  for (const colour of [...Object.values(papers).flat(), ...Object.values(words).flat()])
    expect(tokens).toContain(`${colour};`)
})

test('contrast is what WCAG says', () => {
  expect(contrastOf('#000000', '#ffffff')).toBeCloseTo(21, 5)
  expect(contrastOf('#767676', '#ffffff')).toBeCloseTo(4.54, 2)
})

test("any lender's colour stays readable: on buttons, on the page, on cards, on the stage and where it is chosen", () => {
  const colour = fc
    .integer({ min: 0, max: 0xffffff })
    .map((value) => `#${value.toString(16).padStart(6, '0')}`)
  fc.assert(
    fc.property(colour, (hex) => {
      const shades = accentShades(hex)
      for (const scheme of ['light', 'dark'] as const) {
        const { fill, ink, text, tint, wash } = shades[scheme]
        expect(contrastOf(ink, fill), `${scheme} button`).toBeGreaterThanOrEqual(4.5)
        for (const behind of [tint, wash, ...papers[scheme]]) {
          expect(contrastOf(text, behind), `${scheme} text`).toBeGreaterThanOrEqual(4.5)
          expect(contrastOf(fill, behind), `${scheme} shape`).toBeGreaterThanOrEqual(3)
          for (const word of words[scheme])
            expect(contrastOf(word, behind), `${scheme} words`).toBeGreaterThanOrEqual(4.5)
        }
      }
    }),
    { numRuns: 3_000 },
  )
})

test('a colour that is readable already is left alone', () => {
  expect(accentShades('#0b6e63').light).toMatchObject({ fill: '#0b6e63', ink: '#ffffff' })
})
