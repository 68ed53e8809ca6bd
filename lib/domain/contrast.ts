export type Rgb = readonly [red: number, green: number, blue: number]

/** The least contrast at which text can be read (WCAG 2.2, 1.4.3). */
export const readable = 4.5

export const white: Rgb = [255, 255, 255]
/** The dark that text is written in where white cannot be read. */
export const night: Rgb = [16, 21, 24]

/** Relative contrast of two colours, from 1 to 21 (WCAG 2.2). */
export function contrast(a: Rgb, b: Rgb): number {
  const [lighter, darker] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number]
  return (lighter + 0.05) / (darker + 0.05)
}

/** The text that reads best on a colour: white where white can be read. */
export function inkOn(fill: Rgb): Rgb {
  return contrast(white, fill) >= readable ? white : night
}

/** Whether text can be read on a colour as it is; between the two, neither white nor dark text can. */
export function isReadable(hex: string): boolean {
  const fill = parseColour(hex)
  return contrast(inkOn(fill), fill) >= readable
}

export function parseColour(hex: string): Rgb {
  const value = Number.parseInt(hex.slice(1), 16)
  return [value >> 16, (value >> 8) & 255, value & 255]
}

function luminance([red, green, blue]: Rgb): number {
  const linear = (value: number) => {
    const share = value / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  }
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
}
