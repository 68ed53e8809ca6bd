import {
  forgetPoints,
  givePointBack,
  type Limit,
  type Spacing,
  takeSpaced,
} from '#lib/db/rate-limits.ts'
import { keyedHash } from '#lib/encrypt.ts'
import { type Method, methods } from './challenge.ts'
import type { Asker } from './limits.ts'

const longestGapMinutes = 60

// The first codes of a day that nobody used go as they are asked for. After each of the others the next waits twice as long.
function spacing(name: string, atOnce: number): Spacing {
  const gapAfter = (nth: number) =>
    Temporal.Duration.from({
      minutes: nth < atOnce ? 0 : Math.min(2 ** (nth - atOnce), longestGapMinutes),
    })
  return { name, points: 60, seconds: 24 * 60 * 60, gapAfter }
}

const ofPlace = spacing('spaced-place', 5)
const ofEverybody = spacing('spaced-everybody', 6)
// Whoever asks at one place only makes nobody elsewhere wait for long.
const countedOfPlace = 3

type Asked = { asker: Asker; now: Temporal.Instant }

/**
 * Whether one more code may be asked for with this name by this method. It counts the name and nothing of the account:
 * when it may not, the page can say until when, to whoever has one and to whoever has none.
 */
export function spaceName(
  { identifierHash, method }: { identifierHash: Buffer; method: Method },
  asked: Asked,
): Promise<Limit> {
  return space(nameOf(identifierHash), method, asked)
}

/** Whether one more code may go to this account by this way, whatever name it was asked for with. Nobody is told. */
export function spaceAccount(
  { account, way }: { account: string; way: Method },
  asked: Asked,
): Promise<Limit> {
  return space(account, way, asked)
}

/** Begins anew for the account and the name: somebody came in with a code. */
export async function forgetSpacing(
  { account, identifierHash }: { account: string; identifierHash: Buffer },
  asker: Asker,
): Promise<void> {
  const keys = [account, nameOf(identifierHash)].flatMap((subject) =>
    [...methods, 'best' as const].map((method) => keysOf(subject, method, asker)),
  )
  await forgetPoints(
    ofPlace,
    keys.map(({ place }) => place),
  )
  await forgetPoints(
    ofEverybody,
    keys.map(({ everybody }) => everybody),
  )
}

// A browser in which the account was opened before waits for nobody.
async function space(subject: string, method: Method, { asker, now }: Asked): Promise<Limit> {
  if (asker.isKnown) return { ok: true }
  const { place, everybody } = keysOf(subject, method, asker)
  const here = await takeSpaced(ofPlace, place, now)
  if (!here.ok || here.nth > countedOfPlace) return here
  const anywhere = await takeSpaced(ofEverybody, everybody, now)
  if (!anywhere.ok) await givePointBack(ofPlace, place)
  return anywhere
}

function keysOf(subject: string, method: Method, { address }: Asker) {
  return {
    place: hashed(`${subject} ${address} ${method}`),
    everybody: hashed(`${subject} ${method}`),
  }
}

function nameOf(identifierHash: Buffer): string {
  return `name ${identifierHash.toString('base64url')}`
}

function hashed(text: string): string {
  return keyedHash(text, 'limit').toString('base64url')
}
