// Crockford's base 32: no I, L, O or U, so that it can be read out on the telephone.
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** Five bits a byte of `bytes`, as letters that cannot be mistaken for each other. */
export function toBase32(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => alphabet[byte & 31]).join('')
}

/** What a person reads out on the telephone: K7QF-3M2P. Takes 8 random bytes, uses 40 bits. */
export function formatReference(bytes: Uint8Array): string {
  const text = toBase32(bytes)
  return `${text.slice(0, 4)}-${text.slice(4, 8)}`
}

/** Whether a text is a reference, as we write it. */
export function isReference(text: string): boolean {
  return /^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/.test(text)
}

/** The reference that somebody typed; undefined when it is none. */
export function parseReference(text: string): string | undefined {
  const plain = normaliseBase32(text)
  const written = `${plain.slice(0, 4)}-${plain.slice(4)}`
  return isReference(written) ? written : undefined
}

/** What was meant by a code that somebody typed: capitals, no spaces or dashes, O read as 0, I and L as 1. */
export function normaliseBase32(text: string): string {
  return text.toUpperCase().replace(/[\s-]/g, '').replace(/O/g, '0').replace(/[IL]/g, '1')
}
