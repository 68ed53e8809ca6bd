import { keyedHash } from '#lib/encrypt.ts'
import { type Limit, type Rule, takePoints } from './rate-limits.ts'

const hour = 60 * 60

// What somebody who has not signed in may cost us. A whole network of people may be behind one address.
const namesAtAddress: Rule = { name: 'names-address', points: 300, seconds: hour }

/** Whether this address may ask for one more lender by its name. */
export function limitNames(address: string): Promise<Limit> {
  return takePoints([[namesAtAddress, hashed(address)]])
}

function hashed(text: string): string {
  return keyedHash(text, 'limit').toString('base64url')
}
