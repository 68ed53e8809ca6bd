import { createHash } from 'node:crypto'

/**
 * The id of exactly what a form asks for: sent twice it is one act. Whoever goes back and fills the same form in anew,
 * with its old token, asks for another.
 */
export function actIdOf({ seen: _, confirmed: __, ...asked }: Record<string, string>): string {
  const hex = createHash('sha256').update(JSON.stringify(asked)).digest('hex')
  const parts = [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `a${hex.slice(17, 20)}`,
  ]
  return [...parts, hex.slice(20, 32)].join('-')
}
