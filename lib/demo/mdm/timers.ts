const longestMs = 2 ** 31 - 1

/** Things to do later that end together; none of them keeps the process alive. */
export function timers() {
  const waiting = new Map<string, NodeJS.Timeout>()
  const ending = new AbortController()
  let serial = 0

  function later(delayMs: number, work: () => void, name = `#${++serial}`): void {
    clearTimeout(waiting.get(name))
    if (ending.signal.aborted) return
    const stepMs = Math.min(Math.max(delayMs, 0), longestMs)
    const timer = setTimeout(() => {
      waiting.delete(name)
      if (delayMs > longestMs) later(delayMs - longestMs, work, name)
      else work()
    }, stepMs)
    timer.unref()
    waiting.set(name, timer)
  }

  return {
    /** A name replaces what waited under it. */
    later,
    cancel(name: string): void {
      clearTimeout(waiting.get(name))
      waiting.delete(name)
    },
    pause: (delayMs: number) =>
      new Promise<void>((done) => {
        ending.signal.addEventListener('abort', () => done(), { once: true })
        later(delayMs, done)
      }),
    ended: ending.signal,
    end(): void {
      ending.abort()
      for (const timer of waiting.values()) clearTimeout(timer)
      waiting.clear()
    },
  }
}

export type Timers = ReturnType<typeof timers>
