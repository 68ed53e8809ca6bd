import { randomBytes } from 'node:crypto'
import { linkCodeLength } from '#lib/domain/identity/link-token.ts'
import { normaliseBase32, toBase32 } from '#lib/domain/identity/reference.ts'
import { keyedHash } from '#lib/encrypt.ts'

const idLength = 10
const signatureLength = linkCodeLength - idLength

/** What a code opens: one made for something else opens nothing. */
export type CodeUse = 'pay-link' | 'buyer-report' | 'statement'

/** A code that cannot be guessed: 50 random bits and a 30-bit signature, in base 32. */
export function makeCode(use: CodeUse, lenderId: string): string {
  const id = toBase32(randomBytes(idLength))
  return id + signatureOf(use, lenderId, id)
}

/** The code that was typed or followed; undefined when we never made it for this, so that guesses cost no query. */
export function ownCode(use: CodeUse, lenderId: string, text: string): string | undefined {
  const code = normaliseBase32(text)
  const id = code.slice(0, idLength)
  if (code.length !== linkCodeLength) return undefined
  return code.slice(idLength) === signatureOf(use, lenderId, id) ? code : undefined
}

function signatureOf(use: CodeUse, lenderId: string, id: string): string {
  return toBase32(keyedHash(`${lenderId}:${id}`, use)).slice(0, signatureLength)
}
