import type { Job, Task, TaskList } from 'graphile-worker'
import type { Kind } from '#lib/db/job-lanes.ts'
import { breakerOf, lanesWithBreaker, readBreakers } from '#lib/gateways/breakers.ts'

/**
 * Of sixteen slots, how many are kept for each kind of work, whatever the others hold; the rest is for whoever comes first.
 * `own`: what asks nobody but the database, as booking money does; it never hangs, and may have any slot that is free.
 */
const keptOfSixteen: Record<Kind | 'own', number> = {
  own: 2,
  unlock: 4,
  code: 2,
  psp: 1,
  reading: 1,
  notice: 1,
  webhook: 1,
}
const kinds = Object.keys(keptOfSixteen) as (Kind | 'own')[]
const mostOfOneSystem = 1 / 4
const mostOfLater = 1 / 2
const mostOfDoubtful = 1 / 2

type Lanes = {
  /** Lanes that are full or whose system does not answer: their jobs stay in the queue, in their place. */
  forbidden(): Promise<string[]>
  /** The same tasks, each only within its lanes. */
  within(tasks: TaskList): TaskList
}

/** Divides the slots of one worker, so that whoever hangs holds up nobody else. */
export function divideSlots(slots: number): Lanes {
  const held = new Map<string, number>()
  const { isFull, lanes } = sharesOf(slots, held)

  function within(task: Task): Task {
    return async (payload, helpers) => {
      const flags = Object.keys(helpers.job.flags ?? {})
      // Two slots may have asked for a job at once, and only one place was left.
      if (flags.some(isFull)) return putBack(helpers.job, helpers.addJob)
      const taken = flags.some(isKind) ? flags : [...flags, 'own']
      const count = (change: 1 | -1) => {
        for (const lane of taken) {
          const now = (held.get(lane) ?? 0) + change
          if (now > 0) held.set(lane, now)
          else held.delete(lane)
        }
      }
      count(1)
      try {
        await task(payload, helpers)
      } finally {
        count(-1)
      }
    }
  }

  return {
    async forbidden() {
      await readBreakers()
      return lanes().filter(isFull)
    },
    within: (tasks) =>
      Object.fromEntries(Object.entries(tasks).map(([name, task]) => [name, within(task as Task)])),
  }
}

/** Which lanes are full, by what each of them holds. */
function sharesOf(slots: number, held: ReadonlyMap<string, number>) {
  const heldBy = (lane: string) => held.get(lane) ?? 0
  const kept = (kind: Kind | 'own') => part(keptOfSixteen[kind] / 16)
  const part = (share: number) => Math.floor(slots * share)
  const owed = (kind: Kind | 'own') => Math.max(0, kept(kind) - heldBy(kind))
  const sum = (numbers: number[]) => numbers.reduce((total, one) => total + one, 0)

  /** How many more a kind may have: what is kept for it, and what is kept for nobody. */
  function room(kind: Kind | 'own'): number {
    const others = kinds.filter((other) => other !== kind)
    return Math.max(owed(kind), slots - sum(kinds.map(heldBy)) - sum(others.map(owed)))
  }

  function isFull(lane: string): boolean {
    if (lane === 'own') return false
    if (isKind(lane)) return room(lane) < 1
    if (lane === 'later') return heldBy(lane) >= part(mostOfLater)
    const [kind = ''] = lane.split('@', 1)
    return isKind(kind) ? isFullWithin(kind, lane) : isSystemFull(lane)
  }

  // No more than are still free: so the next system finds a slot, though several hang. Readings leave one to unlocks beside them.
  function isFullWithin(kind: Kind | 'own', lane: string): boolean {
    const beside = kind === 'reading' ? 1 : 0
    const most = Math.min(room(kind), part(mostOfOneSystem) - beside)
    return heldBy(lane) > 0 && heldBy(lane) >= most
  }

  function isSystemFull(lane: string): boolean {
    const breaker = breakerOf(lane)
    if (!breaker) return sharedBy(lane) !== undefined && heldBy(lane) >= part(mostOfOneSystem)
    return breaker === 'open' || heldBy(lane) > 0 || isFullOfDoubtful(lane)
  }

  // However many are in doubt, together they leave room for those that answer.
  function isFullOfDoubtful(lane: string): boolean {
    const kind = sharedBy(lane)
    if (!kind) return false
    const most = slots - sum(kinds.filter((other) => other !== kind).map(kept))
    const doubtful = [...held.keys()].filter(
      (other) => sharedBy(other) === kind && breakerOf(other),
    )
    return sum(doubtful.map(heldBy)) >= Math.floor(most * mostOfDoubtful)
  }

  const lanes = () => [...new Set([...kinds, 'later', ...held.keys(), ...lanesWithBreaker()])]
  return { isFull, lanes }
}

function isKind(lane: string): lane is Kind | 'own' {
  return Object.hasOwn(keptOfSixteen, lane)
}

/** The kind in which systems of many lenders wait beside one another. */
function sharedBy(system: string): Kind | undefined {
  if (system.startsWith('lock:')) return 'unlock'
  return system.startsWith('webhook:') ? 'webhook' : undefined
}

// In its old place, and this was no attempt.
async function putBack(job: Job, addJob: Parameters<Task>[1]['addJob']): Promise<void> {
  await addJob(job.task_identifier, job.payload, {
    runAt: job.run_at,
    priority: job.priority,
    maxAttempts: job.max_attempts - job.attempts + 1,
    flags: Object.keys(job.flags ?? {}),
    ...(job.key !== null && { jobKey: job.key }),
  })
}
