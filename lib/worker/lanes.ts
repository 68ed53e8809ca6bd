import type { Job, Task, TaskList } from 'graphile-worker'
import { breakerOf, openLanesOfBreakers, readBreakers } from '#lib/gateways/breakers.ts'

/** The most that jobs of one lane may hold of a worker's slots. Money needs no system of the outside, so a quarter is always its own. */
const shares: Record<string, number> = { psp: 1 / 2, later: 1 / 2, outside: 3 / 4 }
const shareOfOneSystem = 1 / 4

type Lanes = {
  /** Lanes that are full or whose system does not answer: their jobs stay in the queue, in their place. */
  forbidden(): Promise<string[]>
  /** The same tasks, each only within its lanes. */
  within(tasks: TaskList): TaskList
}

/** Divides the slots of one worker, so that whoever hangs holds up nobody else. */
export function divideSlots(slots: number): Lanes {
  const busy = new Map<string, number>()
  const isFull = (lane: string) => (busy.get(lane) ?? 0) >= limitOf(lane, slots)
  const count = (lanes: string[], change: 1 | -1) => {
    for (const lane of lanes) busy.set(lane, (busy.get(lane) ?? 0) + change)
  }

  function within(task: Task): Task {
    return async (payload, helpers) => {
      const lanes = Object.keys(helpers.job.flags ?? {})
      // Two slots may have asked for a job at once, and only one place was left.
      if (lanes.some(isFull)) return putBack(helpers.job, helpers.addJob)
      count(lanes, 1)
      try {
        await task(payload, helpers)
      } finally {
        count(lanes, -1)
      }
    }
  }

  return {
    async forbidden() {
      await readBreakers()
      return [...new Set([...[...busy.keys()].filter(isFull), ...openLanesOfBreakers()])]
    },
    within: (tasks) =>
      Object.fromEntries(Object.entries(tasks).map(([name, task]) => [name, within(task as Task)])),
  }
}

function limitOf(lane: string, slots: number): number {
  const breaker = breakerOf(lane)
  if (breaker) return breaker === 'open' ? 0 : 1
  return Math.max(1, Math.floor(slots * (shares[lane] ?? shareOfOneSystem)))
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
