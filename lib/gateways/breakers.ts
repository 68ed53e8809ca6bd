import { sql } from 'kysely'
import { database } from '#lib/db/client.ts'
import { log } from '#lib/log.ts'

/** An outside system: its lane, and whose it is; null: the installation's. */
export type OutsideSystem = { lane: string; lenderId: string | null }

/** `in_doubt`: it failed to answer lately, and gets one job at a time. `open`: it gets nothing until it is tried again. */
type BreakerState = 'in_doubt' | 'open'

const failuresToOpen = 5
const tryEverySeconds = 30
const knownForMs = 1_000

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

export function openLanesOfBreakers(): string[] {
  return [...known].filter(([, state]) => state === 'open').map(([lane]) => lane)
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
      failures = breaker.failures + 1, failed_at = now(), reason = excluded.reason,
      opened_at = case when breaker.failures + 1 >= ${failuresToOpen} then coalesce(breaker.opened_at, now()) end,
      try_at = case when breaker.failures + 1 >= ${failuresToOpen}
                    then now() + make_interval(secs => ${tryEverySeconds}) end
    returning failures`.execute(database())
  const failures = rows[0]?.failures ?? 0
  known.set(lane, failures >= failuresToOpen ? 'open' : 'in_doubt')
  if (failures === failuresToOpen) log.warn({ lane, reason }, 'an outside system does not answer')
}

/** Does something with an outside system, and notes whether it answered: what `silenceOf` says of a failure, or undefined. */
export async function watched<T>(
  system: OutsideSystem,
  work: () => Promise<T>,
  silenceOf: (outcome: T | undefined, cause: unknown) => string | undefined,
): Promise<T> {
  try {
    const outcome = await work()
    await note(system, silenceOf(outcome, undefined))
    return outcome
  } catch (cause) {
    await note(system, silenceOf(undefined, cause))
    throw cause
  }
}

function note(system: OutsideSystem, silence: string | undefined): Promise<void> {
  return silence === undefined ? noteAnswer(system) : noteSilence(system, silence)
}
