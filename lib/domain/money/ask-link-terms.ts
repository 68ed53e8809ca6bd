import { dayAt } from '#lib/domain/day.ts'

/** How long a link stands that a borrower made to ask somebody to pay, in days. */
export const askLinkDays = 14

/** As many of them stand for a loan at once. */
export const mostAskLinks = 5

/** The most characters of the words that say whom a link is for. */
export const longestLinkName = 60

/** When a link that is made now ends by itself: with a day, where the lender is. */
export function askLinkEndsAt(now: Temporal.Instant, timeZone: string): Temporal.Instant {
  const lastDay = dayAt(now, timeZone).add({ days: askLinkDays })
  return lastDay.add({ days: 1 }).toZonedDateTime(timeZone).toInstant()
}

type Told = {
  endsAt: Temporal.Instant
  revokedAt: Temporal.Instant | null
  openedAt: Temporal.Instant | null
  paidAt: Temporal.Instant | null
  isComing: boolean
}

/** The last word of a link: that it was ended, or what came of it. `coming`: its money is on the way. */
export type LinkState = 'ended' | 'over' | 'paid' | 'coming' | 'opened' | 'made'

export function linkStateOf(link: Told, now: Temporal.Instant): LinkState {
  if (link.paidAt) return 'paid'
  if (link.isComing) return 'coming'
  if (link.revokedAt) return 'ended'
  if (!isAskLinkValid(link, now)) return 'over'
  return link.openedAt ? 'opened' : 'made'
}

export function isAskLinkValid(
  { endsAt, revokedAt }: Pick<Told, 'endsAt' | 'revokedAt'>,
  now: Temporal.Instant,
): boolean {
  return revokedAt === null && Temporal.Instant.compare(endsAt, now) > 0
}
