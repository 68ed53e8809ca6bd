import type { UnlockIntent } from './unlock.ts'

/** How somebody of the staff may know that a phone is open. */
export const waysToKnow = ['in_hand', 'console', 'borrower'] as const
export type WayToKnow = (typeof waysToKnow)[number]

/** How a phone stands beside what was asked for. `less`: for a shorter time, or with the lock still on it. */
export const openings = ['as_asked', 'longer', 'less'] as const
export type Opening = (typeof openings)[number]

export type SeenOpen = { knownBy: WayToKnow; opening: Opening; seenAt: Temporal.Instant }
export type AskedOpen = { intent: UnlockIntent; requestedAt: Temporal.Instant }

/** Why what was seen does not show that a phone is open as it was asked for. */
export type Doubt =
  | 'in_the_future'
  | 'before_the_request'
  | 'after_its_end'
  | 'less_than_asked'
  | 'not_to_be_known_so'

/** The ways that tell enough. An open phone does not show its owner whether the lock on it is gone for good. */
export function waysToKnowOf({ kind }: UnlockIntent): WayToKnow[] {
  return waysToKnow.filter((way) => kind !== 'release' || way !== 'borrower')
}

/** What can be said of an opening; only one with an end can be longer than asked. */
export function openingsOf({ kind }: UnlockIntent): Opening[] {
  return openings.filter((opening) => kind === 'until' || opening !== 'longer')
}

/** Somebody's word as it is kept: how they know it, and what they noted. */
export function wordOf({ knownBy, note }: { knownBy: WayToKnow; note: string }): string {
  return `${knownBy}: ${note}`
}

/** The two of them again. */
export function wordIn(said: string): { knownBy: WayToKnow | undefined; note: string } {
  const knownBy = waysToKnow.find((way) => said.startsWith(`${way}: `))
  return { knownBy, note: knownBy ? said.slice(knownBy.length + 2) : said }
}

/** The moment that somebody means who names a minute: its last one, as far as it has come. */
export function momentOf(minute: Temporal.Instant, now: Temporal.Instant): Temporal.Instant {
  const end = minute.add({ seconds: 59, milliseconds: 999 })
  const isGoingOn = isBefore(now, end) && !isBefore(now, minute)
  return isGoingOn ? now : end
}

/** What keeps somebody's word from being evidence; undefined: it is. */
export function doubtAbout(
  { knownBy, opening, seenAt }: SeenOpen,
  { intent, requestedAt }: AskedOpen,
  now: Temporal.Instant,
): Doubt | undefined {
  if (isBefore(now, seenAt)) return 'in_the_future'
  if (isBefore(seenAt, requestedAt)) return 'before_the_request'
  if (opening === 'less') return 'less_than_asked'
  if (!waysToKnowOf(intent).includes(knownBy)) return 'not_to_be_known_so'
  const hasEnded =
    intent.kind === 'until' && opening === 'as_asked' && !isBefore(seenAt, intent.relockAt)
  return hasEnded ? 'after_its_end' : undefined
}

export type SeenLocked = Pick<SeenOpen, 'knownBy' | 'seenAt'>
export type DoubtAboutLock = 'in_the_future' | 'before_it_was_open'

/** The same for a phone that is locked again: what was seen must be younger than what is known, and not to come. */
export function doubtAboutLock(
  { seenAt }: SeenLocked,
  openSince: Temporal.Instant | null,
  now: Temporal.Instant,
): DoubtAboutLock | undefined {
  if (isBefore(now, seenAt)) return 'in_the_future'
  return openSince && !isBefore(openSince, seenAt) ? 'before_it_was_open' : undefined
}

function isBefore(a: Temporal.Instant, b: Temporal.Instant): boolean {
  return Temporal.Instant.compare(a, b) < 0
}
