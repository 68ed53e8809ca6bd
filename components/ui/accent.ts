import {
  contrast,
  inkOn,
  night,
  parseColour as parse,
  type Rgb,
  readable,
  white,
} from '#lib/domain/contrast.ts'

type AccentShades = { fill: string; ink: string; text: string; wash: string }

/**
 * A lender's colour made safe to read (WCAG 2.2: 4.5 to 1) in both schemes: `fill` with `ink` on it,
 * and `text` on the page, on cards and on its own `wash`.
 */
export function accentShades(hex: string): { light: AccentShades; dark: AccentShades } {
  const accent = parse(hex)
  return { light: lightShades(accent), dark: darkShades(accent) }
}

// The papers of globals.css: the page and the cards on it.
const lightPapers: Rgb[] = [white, [243, 245, 245]]
const darkPapers: Rgb[] = [
  [27, 35, 40],
  [17, 23, 26],
]

function lightShades(accent: Rgb): AccentShades {
  return shadesOf(accent, { wash: mix(accent, white, 0.9), papers: lightPapers, towards: night })
}

function darkShades(accent: Rgb): AccentShades {
  const wash = mix(accent, [27, 35, 40], 0.78)
  return shadesOf(accent, { wash, papers: darkPapers, towards: white })
}

// By night a colour that is only just readable looks switched off.
const easy = 7

type Ground = { wash: Rgb; papers: Rgb[]; towards: Rgb }

function shadesOf(accent: Rgb, { wash, papers, towards }: Ground): AccentShades {
  const grounds = [wash, ...papers]
  const text = until(accent, towards, (shade) =>
    grounds.every((ground) => contrast(shade, ground) >= (towards === white ? easy : readable)),
  )
  // A pale brand colour would vanish on white: the fill must stand out as a shape, too (3 to 1).
  const fill = until(
    accent,
    towards,
    (shade) =>
      papers.every((paper) => contrast(shade, paper) >= 3) &&
      contrast(inkOn(shade), shade) >= readable,
  )
  return { fill: format(fill), ink: format(inkOn(fill)), text: format(text), wash: format(wash) }
}

/** Relative contrast of two colours, from 1 to 21 (WCAG 2.2). */
export function contrastOf(a: string, b: string): number {
  return contrast(parse(a), parse(b))
}

function until(from: Rgb, towards: Rgb, enough: (shade: Rgb) => boolean): Rgb {
  for (let share = 0; share < 1; share += 0.02) {
    const shade = mix(from, towards, share)
    if (enough(shade)) return shade
  }
  return towards
}

function mix(a: Rgb, b: Rgb, share: number): Rgb {
  const at = (index: 0 | 1 | 2) => Math.round(a[index] + (b[index] - a[index]) * share)
  return [at(0), at(1), at(2)]
}

function format(rgb: Rgb): string {
  return `#${rgb.map((value) => value.toString(16).padStart(2, '0')).join('')}`
}
