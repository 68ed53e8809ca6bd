import { normaliseBase32 } from './reference.ts'

/**
 * The token at the end of a link, as a messenger or a mail program passed it on: what it took along from the
 * sentence around it, a dot or a bracket, is dropped.
 */
export function linkToken(text: string): string {
  return decoded(text).replace(/^[^\w-]+|[^\w-]+$/g, '')
}

/** How many letters and digits the code of a link has. */
export const linkCodeLength = 16

/** The code that was typed, alone or in the whole address around it. */
export function typedCode(text: string): string {
  const [address = ''] = text.split(/[?#]/)
  return normaliseBase32(linkToken(address.split('/').findLast((part) => /\w/.test(part)) ?? ''))
}

// Of sixteen random ones hardly ever fewer are letters; a loan number has few.
const fewestLetters = 6

/** Whether what was typed looks like such a code with a mistake in it: about as long, and letters and digits alone. */
export function isLikeLinkCode(text: string): boolean {
  const code = typedCode(text)
  const letters = code.replace(/[^A-Z]/g, '').length
  const isAsLong = Math.abs(code.length - linkCodeLength) <= 2
  return isAsLong && letters >= fewestLetters && /^[A-Z\d]+$/.test(code) && /\d/.test(text)
}

// A name with a dot in it, as it begins an address: with or without `https://` before, a port after.
const host = /^\W*(?:https?:\/\/)?([\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+)\.?(?::\d+)?(?:[/?#]|$)/iu

/** The host of the address that was typed; undefined where nothing but a code was. */
export function addressHost(text: string): string | undefined {
  return host.exec(decoded(text).trim())?.[1]?.toLowerCase()
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
