import { randomUUID } from 'node:crypto'
import { keyedHash } from '#lib/encrypt.ts'

/** Bytes as the database reads them. */
export const hex = (bytes: Buffer) => `\\x${bytes.toString('hex')}`

/** What is known by a secret of which only the hash is kept. */
export function bySecret(column: string, purpose: string) {
  const secrets = new Map<unknown, string>()
  const make = () => {
    const secret = randomUUID()
    const hash = hex(keyedHash(secret, purpose))
    secrets.set(hash, secret)
    return { [column]: hash }
  }
  return { make, of: (row: Record<string, unknown>) => `${secrets.get(row[column])}` }
}
