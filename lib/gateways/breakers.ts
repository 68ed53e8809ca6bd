import { sql } from 'kysely'
import { database } from '#lib/db/client.ts'
import { log } from '#lib/log.ts'

/** An outside system: its lane, and whose it is; null: the installation's. */
export type OutsideSystem = { lane: string; lenderId: string | null }

/** `in_doubt`: it failed to answer lately, or took long, and gets one job at a time. `open`: it gets nothing until it is tried again. */
type BreakerState = 'in_doubt' | 'open'

const failuresToOpen = 5
const tryEverySeconds = 30
const knownForMs = 1_000
const slowAfterMs = 5_000
const slow = 'slow'

// As this process last saw the rows of all workers. What it finds out itself it knows at once.
const known = new Map<string, BreakerState>()
let readAt = 0

/** Learns what other workers have found out, at most once a second. */
export async function readBreakers(notOlderThanMs = knownForMs): Promise<void> {
  if (Date.now() - readAt < notOlderThanMs) return
  readAt = Date.now()
  const { rows } = await sql<{ lane: string; isOpen: boolean }>`
    select lane, coalesce(try_at > now(), false) as is_open from breakers`.execute(database())
  known.clear()
  for (const { lane, isOpen } of rows) known.set(lane, isOpen ? 'open' : 'in_doubt')
}

/** Undefined: the system answers, as far as anybody knows. */
export function breakerOf(lane: string): BreakerState | undefined {
  return known.get(lane)
}

/** Those that do not answer as they should, as far as anybody knows. */
export function lanesWithBreaker(): string[] {
  return [...known.keys()]
}

/** The system has answered, whatever it said: it is trusted again. */
export async function noteAnswer({ lane }: OutsideSystem): Promise<void> {
  if (!known.delete(lane)) return
  await database().deleteFrom('breakers').where('lane', '=', lane).execute()
}

/** The system has not answered. After a few times in a row nothing more goes to it but a try now and then. */
export async function noteSilence(
  { lane, lenderId }: OutsideSystem,
  reason: string,
): Promise<void> {
  const { rows } = await sql<{ failures: number }>`
    insert into breakers as breaker (lane, lender_id, failures, failed_at, reason)
    values (${lane}, ${lenderId}::uuid, 1, now(), ${reason})
    on conflict (lane) do update set
      failures = case when breaker.reason = ${slow} then 1 else breaker.failures + 1 end,
      silent_at = case when breaker.reason = ${slow} then now() else breaker.silent_at end,
      failed_at = now(), reason = excluded.reason,
      opened_at = case when breaker.failures + 1 >= ${failuresToOpen} then coalesce(breaker.opened_at, now()) end,
      try_at = case when breaker.failures + 1 >= ${failuresToOpen}
                    then now() + make_interval(secs => ${tryEverySeconds}) end
    returning failures`.execute(database())
  const failures = rows[0]?.failures ?? 0
  known.set(lane, failures >= failuresToOpen ? 'open' : 'in_doubt')
  if (failures === failuresToOpen) log.warn({ lane, reason }, 'an outside system does not answer')
}

/** The system takes long. Where it `hasAnswered` it is not silent, but gets one job at a time until it is quick again. */
async function noteSlowness(
  { lane, lenderId }: OutsideSystem,
  { hasAnswered }: { hasAnswered: boolean },
): Promise<void> {
  if (hasAnswered || !known.has(lane)) known.set(lane, 'in_doubt')
  await sql`
    insert into breakers (lane, lender_id, failures, failed_at, reason)
    values (${lane}, ${lenderId}::uuid, 1, now(), ${slow})
    on conflict (lane) do update set
      failures = 1, failed_at = now(), reason = excluded.reason, opened_at = null, try_at = null
    where ${hasAnswered}`.execute(database())
}

/** Does something with an outside system, and notes whether it answered: what `silenceOf` says of a failure, or undefined. */
export async function watched<T>(
  system: OutsideSystem,
  work: () => Promise<T>,
  silenceOf: (outcome: T | undefined, cause: unknown) => string | undefined,
  longMs = slowAfterMs,
): Promise<T> {
  const delay = delayOf(system, longMs)
  try {
    const outcome = await work()
    await note(system, silenceOf(outcome, undefined), await delay.tookLong())
    return outcome
  } catch (cause) {
    await note(system, silenceOf(undefined, cause), await delay.tookLong())
    throw cause
  }
}

// What is the whole installation's has lanes of its own, where it delays nobody else.
function delayOf(system: OutsideSystem, longMs: number) {
  let noted: Promise<void> | undefined
  const timer = setTimeout(() => {
    if (system.lenderId === null) return
    noted = noteSlowness(system, { hasAnswered: false }).catch((cause) =>
      log.warn({ err: cause, lane: system.lane }, 'that a system is slow could not be noted'),
    )
  }, longMs)
  return {
    async tookLong(): Promise<boolean> {
      clearTimeout(timer)
      await noted
      return noted !== undefined
    },
  }
}

function note(
  system: OutsideSystem,
  silence: string | undefined,
  tookLong: boolean,
): Promise<void> {
  if (silence !== undefined) return noteSilence(system, silence)
  return tookLong ? noteSlowness(system, { hasAnswered: true }) : noteAnswer(system)
}
