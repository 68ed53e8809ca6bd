import { sql } from 'kysely'
import { endWith } from '#lib/begin.ts'
import { database } from '#lib/db/client.ts'
import { env } from '#lib/env.ts'

export type Clock = {
  /** The database's time. */
  now: Temporal.Instant
  /** By how much this machine's clock is ahead of it; negative: behind it. */
  aheadMs: number
}

/** The database's clock, which every process decides by, and this machine's beside it. */
export async function readClock(): Promise<Clock> {
  const askedAt = Date.now()
  const { rows } = await sql<{ now: Temporal.Instant }>`select clock_timestamp() as now`.execute(
    database(),
  )
  const answeredAt = Date.now()
  const now = rows[0]?.now ?? Temporal.Now.instant()
  return { now, aheadMs: aheadOf(now.epochMilliseconds, { askedAt, answeredAt }) }
}

/** Only what the time of asking cannot explain. */
export function aheadOf(
  theirs: number,
  { askedAt, answeredAt }: { askedAt: number; answeredAt: number },
): number {
  if (theirs < askedAt) return askedAt - theirs
  return theirs > answeredAt ? answeredAt - theirs : 0
}

/** Reads the clocks, and ends this process when they differ by more than is tolerated. */
export async function requireRightClock(): Promise<Clock> {
  const clock = await readClock()
  const sentence = whyWrong(clock.aheadMs)
  return sentence ? endWith(sentence) : clock
}

function whyWrong(aheadMs: number): string | undefined {
  const most = env().CLOCK_TOLERANCE_SECONDS
  if (Math.abs(aheadMs) <= most * 1_000) return undefined
  const seconds = Math.round(Math.abs(aheadMs) / 1_000)
  return `This machine's clock is ${seconds} s ${aheadMs > 0 ? 'ahead of' : 'behind'} the database's, and ${most} s are tolerated: set it right (NTP), then start again.`
}
