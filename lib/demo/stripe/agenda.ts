export type Agenda = {
  /** Does `work` at `dueAt` (ms); asking again under the same key moves it. */
  at(key: string, dueAt: number, work: () => void): void
  cancel(key: string): void
  /** Does at once what is due by the clock. */
  runDue(): void
  stop(): void
}

type Entry = { dueAt: number; work: () => void; timer: NodeJS.Timeout }

// A longer delay would overflow setTimeout and fire at once.
const longestDelayMs = 2 ** 31 - 1

/** What the sandbox must do later, by the clock `now` (ms). */
export function agenda(now: () => number): Agenda {
  const entries = new Map<string, Entry>()

  function run(key: string): void {
    const entry = entries.get(key)
    if (!entry) return
    clearTimeout(entry.timer)
    entries.delete(key)
    if (entry.dueAt > now()) at(key, entry.dueAt, entry.work)
    else entry.work()
  }

  function at(key: string, dueAt: number, work: () => void): void {
    clearTimeout(entries.get(key)?.timer)
    const delayMs = Math.min(Math.max(dueAt - now(), 0), longestDelayMs)
    const timer = setTimeout(() => run(key), delayMs)
    timer.unref()
    entries.set(key, { dueAt, work, timer })
  }

  return {
    at,
    cancel(key) {
      clearTimeout(entries.get(key)?.timer)
      entries.delete(key)
    },
    runDue() {
      for (const [key, { dueAt }] of [...entries]) if (dueAt <= now()) run(key)
    },
    stop() {
      for (const { timer } of entries.values()) clearTimeout(timer)
      entries.clear()
    },
  }
}
