/** Whether a text can be kept as it is: PostgreSQL takes neither a NUL nor half a character. */
export function canBeKept(text: string): boolean {
  return !text.includes('\0') && text.isWellFormed()
}

/** A text without what cannot be kept. */
export function keptText(text: string): string {
  return text.replaceAll('\0', '').toWellFormed()
}

/** What others sent as JSON, with its texts as they can be kept. */
export function parseKept(json: string): unknown {
  return JSON.parse(json, (_, value) => (typeof value === 'string' ? keptText(value) : value))
}
