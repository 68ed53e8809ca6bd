type Waiting<T, R> = { item: T; done: (result: R) => void; failed: (cause: unknown) => void }

/**
 * Makes `work` of many items out of calls of one: while a round is under way, what arrives waits for the next.
 * A single call goes at once; many at a time share one commit. `work` answers in the order it was given.
 * A round that fails is repeated item by item, so that one bad item fails alone.
 */
export function batched<T, R>(
  work: (items: T[]) => Promise<R[]>,
  most = 100,
): (item: T) => Promise<R> {
  let waiting: Waiting<T, R>[] = []
  let isBusy = false

  async function rounds(): Promise<void> {
    if (isBusy) return
    isBusy = true
    while (waiting.length > 0) {
      const round = waiting.slice(0, most)
      waiting = waiting.slice(most)
      await run(round)
    }
    isBusy = false
  }

  async function run(round: Waiting<T, R>[]): Promise<void> {
    try {
      const results = await work(round.map(({ item }) => item))
      for (const [index, { done }] of round.entries()) done(results[index] as R)
    } catch (cause) {
      if (round.length === 1) round[0]?.failed(cause)
      else for (const one of round) await run([one])
    }
  }

  return (item) =>
    new Promise((done, failed) => {
      waiting.push({ item, done, failed })
      void rounds()
    })
}
