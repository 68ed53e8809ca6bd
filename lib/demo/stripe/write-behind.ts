import type { Store } from '#lib/demo/world/store.ts'

export type WriteBehind = {
  save(kind: string, id: string, document: unknown): void
  /** Resolves when everything saved so far is in the store, or after `timeoutMs`. */
  settled(timeoutMs: number): Promise<void>
}

/** Writes documents to the store without making anybody wait, the newest version of each last, again until it works. */
export function writeBehind(store: Store, retryMs = 500): WriteBehind {
  const waiting = new Map<string, { kind: string; id: string; document: unknown }>()
  const writing = new Map<string, Promise<void>>()

  async function write(key: string): Promise<void> {
    for (let next = waiting.get(key); next; next = waiting.get(key)) {
      waiting.delete(key)
      try {
        await store.put(next.kind, next.id, next.document)
      } catch {
        // The database is away for a moment: memory is ahead until it is back.
        if (!waiting.has(key)) waiting.set(key, next)
        await new Promise((resolve) => setTimeout(resolve, retryMs).unref())
      }
    }
    writing.delete(key)
  }

  return {
    save(kind, id, document) {
      const key = `${kind} ${id}`
      waiting.set(key, { kind, id, document })
      if (!writing.has(key)) writing.set(key, write(key))
    },
    async settled(timeoutMs) {
      const late = new Promise<void>((resolve) => setTimeout(resolve, timeoutMs).unref())
      await Promise.race([Promise.all(writing.values()), late])
    },
  }
}
