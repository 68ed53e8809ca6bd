import { keyedHash } from '#lib/encrypt.ts'
import { type Limit, type Rule, takePoints } from './rate-limits.ts'

const hour = 60 * 60
const day = 24 * hour

// What somebody who has not signed in may cost us. A whole network of people may be behind one address.
const namesAtAddress: Rule = { name: 'names-address', points: 300, seconds: hour }

// Each is read by a person: few from one place, and of one lender in all what its people can read.
const reportsAtAddressHour: Rule = { name: 'buyers-address-hour', points: 8, seconds: hour }
const reportsAtAddressDay: Rule = { name: 'buyers-address-day', points: 20, seconds: day }
const reportsOfLender: Rule = { name: 'buyers-lender', points: 300, seconds: day }

/** Whether one more message of a buyer may come from this address to this lender. */
export function limitBuyerReports(lenderId: string, address: string): Promise<Limit> {
  const where = hashed(`${lenderId} ${address}`)
  return takePoints([
    [reportsAtAddressHour, where],
    [reportsAtAddressDay, where],
    [reportsOfLender, lenderId],
  ])
}

const suspectsAtAddress: Rule = { name: 'suspects-address', points: 8, seconds: hour }
const suspectsOfLender: Rule = { name: 'suspects-lender', points: 300, seconds: day }

/** Whether one more doubtful message may be told of from this address. */
export function limitSuspects(lenderId: string, address: string): Promise<Limit> {
  return takePoints([
    [suspectsAtAddress, hashed(`${lenderId} ${address}`)],
    [suspectsOfLender, lenderId],
  ])
}

// Whoever wants to stop letters types one address and one reference.
const stopsAtAddress: Rule = { name: 'stops-address', points: 20, seconds: hour }

/** Whether this address may try once more to stop letters to somebody. */
export function limitStops(lenderId: string, address: string): Promise<Limit> {
  return takePoints([[stopsAtAddress, hashed(`${lenderId} ${address}`)]])
}

// One is enough; whoever makes one anew takes the one before back.
const statementsOfPhone: Rule = { name: 'statements-phone', points: 20, seconds: day }

/** Whether one more statement may be made about a phone. */
export function limitStatements(deviceId: string): Promise<Limit> {
  return takePoints([[statementsOfPhone, deviceId]])
}

// Five stand at once; who tries them out makes and ends a few.
const askLinksOfPhone: Rule = { name: 'ask-links-phone', points: 30, seconds: day }

/** Whether one more link may be made that asks somebody to pay for a phone. */
export function limitAskLinks(deviceId: string): Promise<Limit> {
  return takePoints([[askLinksOfPhone, deviceId]])
}

// Only the first one is noted.
const openingsOfLink: Rule = { name: 'link-opened', points: 60, seconds: hour }

/** Whether it may be told once more that a link was opened. */
export function limitOpenings(payLinkId: string): Promise<Limit> {
  return takePoints([[openingsOfLink, payLinkId]])
}

/** Whether this address may ask for one more lender by its name. */
export function limitNames(address: string): Promise<Limit> {
  return takePoints([[namesAtAddress, hashed(address)]])
}

function hashed(text: string): string {
  return keyedHash(text, 'limit').toString('base64url')
}
