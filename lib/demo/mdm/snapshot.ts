import type { Phone } from './phone.ts'

/** What the service knows of the phone: its last report, and what has been asked of it since. */
export function wireSnapshot(phone: Phone) {
  const { actual, relockAt, otherLocks, at } = phone.report
  const [asked] = phone.pending.slice(-1)
  return {
    id: phone.id,
    actual,
    desired: asked ? (asked.intent.kind === 'release' ? 'released' : 'unlocked') : actual,
    otherLocks,
    relockAt,
    lastSeenAt: phone.lastSeenAt,
    observedAt: at,
    rawStatus: `${phone.online ? 'online' : 'offline'}; ${actual}${asked ? '; command waiting' : ''}`,
  }
}

export type WireSnapshot = ReturnType<typeof wireSnapshot>
