import {
  contrast,
  inkOn,
  night,
  parseColour as parse,
  type Rgb,
  readable,
  white,
} from '#lib/domain/contrast.ts'

type AccentShades = { fill: string; ink: string; text: string; tint: string; wash: string }

// Every page needs its lender's, and working them out takes a thirtieth of an empty page.
const mostKnown = 1_000
const known = new Map<string, { light: AccentShades; dark: AccentShades }>()

/**
 * A lender's colour made safe to read (WCAG 2.2: 4.5 to 1) in both schemes: `fill` with `ink` on it; `tint` for the stage and
 * `wash` for what is chosen, on which all text of the page can be read; and `text` on all of them, on the page and on cards.
 */
export function accentShades(hex: string): { light: AccentShades; dark: AccentShades } {
  const before = known.get(hex)
  if (before) return before
  const accent = parse(hex)
  const shades = { light: shadesOf(accent, day), dark: shadesOf(accent, dark) }
  if (known.size < mostKnown) known.set(hex, shades)
  return shades
}

type Scheme = {
  /** The papers of tokens.css: cards, and the page under them. */
  paper: Rgb
  page: Rgb
  /** Text of the page that must be read on the tint and the wash. */
  words: readonly Rgb[]
  tint: { on: Rgb; share: number }
  wash: { on: Rgb; share: number }
  /** Where a colour that cannot be read is led to. */
  towards: Rgb
  /** By night a colour that is only just readable looks switched off. */
  ease: number
}

const day: Scheme = {
  paper: white,
  page: [244, 246, 246],
  words: [
    [20, 25, 28],
    [80, 91, 99],
    [10, 100, 70],
    [116, 75, 0],
  ],
  tint: { on: white, share: 0.12 },
  wash: { on: white, share: 0.09 },
  towards: night,
  ease: readable,
}

const dark: Scheme = {
  paper: [25, 33, 38],
  page: [16, 22, 25],
  words: [
    [237, 241, 242],
    [168, 180, 186],
    [127, 214, 174],
    [240, 197, 110],
  ],
  tint: { on: [20, 27, 31], share: 0.22 },
  wash: { on: [25, 33, 38], share: 0.15 },
  towards: white,
  ease: 7,
}

function shadesOf(accent: Rgb, scheme: Scheme): AccentShades {
  const { paper, page, words, towards, ease } = scheme
  const tinted = ({ on, share }: Scheme['tint']) =>
    until(mix(on, accent, share), on, (shade) =>
      words.every((word) => contrast(word, shade) >= readable),
    )
  const [tint, wash] = [tinted(scheme.tint), tinted(scheme.wash)]
  const backgrounds = [paper, page, tint, wash]
  const text = until(accent, towards, (shade) =>
    backgrounds.every((behind) => contrast(shade, behind) >= ease),
  )
  // A pale brand colour would vanish on white: the fill must stand out as a shape, too (3 to 1).
  const fill = until(
    accent,
    towards,
    (shade) =>
      backgrounds.every((behind) => contrast(shade, behind) >= 3) &&
      contrast(inkOn(shade), shade) >= readable,
  )
  const shades = { fill, ink: inkOn(fill), text, tint, wash }
  return Object.fromEntries(
    Object.entries(shades).map(([name, shade]) => [name, format(shade)]),
  ) as AccentShades
}

/** Relative contrast of two colours, from 1 to 21 (WCAG 2.2). */
export function contrastOf(a: string, b: string): number {
  return contrast(parse(a), parse(b))
}

function until(from: Rgb, towards: Rgb, enough: (shade: Rgb) => boolean): Rgb {
  for (let share = 0; share < 1; share += 0.005) {
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
