import { givePointBack, type Limit, type Rule, takePoint, takePoints } from '#lib/db/rate-limits.ts'
import { keyedHash } from '#lib/gateways/seal.ts'

export type { Limit }

const hour = 60 * 60
const startAddress: Rule = { name: 'start-address', points: 60, seconds: hour }
const sendAddress: Rule = { name: 'send-address', points: 20, seconds: hour }
const sendIdentifierHour: Rule = { name: 'send-identifier-hour', points: 5, seconds: hour }
const sendIdentifierDay: Rule = { name: 'send-identifier-day', points: 10, seconds: 24 * hour }
const sendAccountHour: Rule = { name: 'send-account-hour', points: 10, seconds: hour }
const sendAccountDay: Rule = { name: 'send-account-day', points: 20, seconds: 24 * hour }
const tryAddress: Rule = { name: 'try-address', points: 20, seconds: hour }

/** Whether this address may begin one more sign-in. */
export function limitStarts(address: string): Promise<Limit> {
  return takePoint(startAddress, addressKey(address))
}

/** Whether one more code may be sent for what was typed, asked for from this address. */
export function limitSends(identifierHash: Buffer, address: string): Promise<Limit> {
  const identifier = identifierHash.toString('base64url')
  return takePoints([
    [sendAddress, addressKey(address)],
    [sendIdentifierHour, identifier],
    [sendIdentifierDay, identifier],
  ])
}

/**
 * Whether the account itself may get one more code, by whatever name it was asked for. Only for the job that
 * sends: told to the page, this would say that two names are one account.
 */
export function limitAccountSends(borrowerId: string): Promise<Limit> {
  return takePoints([
    [sendAccountHour, borrowerId],
    [sendAccountDay, borrowerId],
  ])
}

/** Gives an account's send back: it did not leave. */
export async function forgiveAccountSend(borrowerId: string): Promise<void> {
  await givePointBack(sendAccountHour, borrowerId)
  await givePointBack(sendAccountDay, borrowerId)
}

/** Whether one more code may be tried from this address. */
export function limitTries(address: string): Promise<Limit> {
  return takePoint(tryAddress, addressKey(address))
}

/** Gives a try back: it was right. */
export async function forgiveTry(address: string): Promise<void> {
  await givePointBack(tryAddress, addressKey(address))
}

function addressKey(address: string): string {
  return keyedHash(address, 'address').toString('base64url')
}
