export type Undo<T> = (it: T) => unknown

export type Ending = {
  /**
   * Notes something that is begun. When all ends, `stop` is called if it is still under way; then it is waited for
   * and undone, the newest first.
   */
  holding<T>(begun: Promise<T>, undo: Undo<T>, stop?: () => void): Promise<T>
  /** Undoes all that is held, then ends this process. Only the first call counts. */
  end(exitCode: number, sentence?: string): Promise<void>
}

/** One way to end this process, from this moment on: Ctrl-C, a signal, and the end of whoever started it all lead here. */
export function ending(): Ending {
  const held: (() => Promise<unknown>)[] = []
  let hasBegun = false

  async function end(exitCode: number, sentence?: string): Promise<void> {
    if (hasBegun) return
    hasBegun = true
    if (sentence) console.error(sentence)
    for (const undo of held.reverse()) await undo().catch(() => {})
    process.exit(exitCode)
  }

  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => void end(0))
  process.once('disconnect', () => void end(1))
  // The channel alone must not keep a process alive that is done.
  process.channel?.unref()

  return {
    holding(begun, undo, stop = () => {}) {
      held.push(async () => {
        stop()
        await undo(await begun)
      })
      return begun
    },
    end,
  }
}
