type Rgb = readonly [number, number, number]

const white: Rgb = [255, 255, 255]
const night: Rgb = [16, 21, 24]
const readable = 4.5

export type AccentShades = { fill: string; ink: string; text: string; wash: string }

/**
 * A lender's colour made safe to read (WCAG 2.2: 4.5 to 1) in both schemes: `fill` with `ink` on it,
 * and `text` on the page, on cards and on its own `wash`.
 */
export function accentShades(hex: string): { light: AccentShades; dark: AccentShades } {
  const accent = parse(hex)
  return { light: lightShades(accent), dark: darkShades(accent) }
}

function lightShades(accent: Rgb): AccentShades {
  const wash = mix(accent, white, 0.9)
  // A pale brand colour would vanish on white: the fill must stand out as a shape (3 to 1).
  const fill = until(accent, night, (shade) => contrast(shade, white) >= 3)
  return shadesOf(fill, until(accent, night, (shade) => contrast(shade, wash) >= readable), wash)
}

function darkShades(accent: Rgb): AccentShades {
  const wash = mix(accent, [27, 35, 40], 0.78)
  const text = until(accent, white, (shade) => contrast(shade, wash) >= readable + 0.5)
  const fill = until(accent, white, (shade) => contrast(shade, [27, 35, 40]) >= 3)
  return shadesOf(fill, text, wash)
}

function shadesOf(fill: Rgb, text: Rgb, wash: Rgb): AccentShades {
  const ink = contrast(white, fill) >= readable ? white : night
  const safe = contrast(ink, fill) >= readable ? fill : until(fill, white, (s) => contrast(ink, s) >= readable)
  return { fill: format(safe), ink: format(ink), text: format(text), wash: format(wash) }
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

function contrast(a: Rgb, b: Rgb): number {
  const [lighter, darker] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number]
  return (lighter + 0.05) / (darker + 0.05)
}

function luminance([red, green, blue]: Rgb): number {
  const linear = (value: number) => {
    const share = value / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  }
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
}

function parse(hex: string): Rgb {
  const value = Number.parseInt(hex.slice(1), 16)
  return [value >> 16, (value >> 8) & 255, value & 255]
}

function format(rgb: Rgb): string {
  return `#${rgb.map((value) => value.toString(16).padStart(2, '0')).join('')}`
}
