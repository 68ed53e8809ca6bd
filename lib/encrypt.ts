import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto'
import { env } from './env.ts'

const algorithm = 'aes-256-gcm'
const keys = new Map<string, Buffer>()

/** Encrypts with DATA_KEY what must be read again: provider secrets, offline codes. `purpose` binds it to its use. */
export function encrypt(text: string, purpose: string): Buffer {
  const iv = randomBytes(12)
  const cipher = createCipheriv(algorithm, keyFor(purpose), iv)
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return Buffer.concat([iv, cipher.getAuthTag(), body])
}

/** Reads what `encrypt` wrote for the same purpose. Throws when it was changed, or encrypted for something else. */
export function decrypt(encrypted: Buffer, purpose: string): string {
  try {
    const decipher = createDecipheriv(algorithm, keyFor(purpose), encrypted.subarray(0, 12))
    decipher.setAuthTag(encrypted.subarray(12, 28))
    return Buffer.concat([decipher.update(encrypted.subarray(28)), decipher.final()]).toString(
      'utf8',
    )
  } catch (cause) {
    throw new Error('It was encrypted with another DATA_KEY, or changed since.', { cause })
  }
}

/** The same; undefined for what another DATA_KEY encrypted: whoever asks goes on as if it had never been given. */
export function decryptOwn(encrypted: Buffer, purpose: string): string | undefined {
  try {
    return decrypt(encrypted, purpose)
  } catch {
    return undefined
  }
}

/** A keyed hash for what must only be compared: codes, session secrets, identifiers. */
export function keyedHash(text: string, purpose: string): Buffer {
  return createHmac('sha256', keyFor(purpose)).update(text).digest()
}

/** 32 bytes that follow from DATA_KEY and the purpose, for what has its own use of a key. */
export function derivedKey(purpose: string): Buffer {
  return keyFor(purpose)
}

function keyFor(purpose: string): Buffer {
  let key = keys.get(purpose)
  if (!key) {
    key = Buffer.from(hkdfSync('sha256', Buffer.from(env().DATA_KEY, 'base64'), '', purpose, 32))
    keys.set(purpose, key)
  }
  return key
}
