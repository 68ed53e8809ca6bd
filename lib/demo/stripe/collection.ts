import type { Store } from '#lib/demo/world/store.ts'
import type { WriteBehind } from './write-behind.ts'

export type Collection<T> = {
  get(id: string): T | undefined
  save(id: string, document: T): void
  /** Oldest first. */
  all(): readonly T[]
  /** Where the document stands in `all()`; undefined when unknown. */
  positionOf(id: string): number | undefined
}

/** The documents of one kind, held in memory in the order they were made and written to the store behind. */
export function collection<T extends { id: string }>(
  kind: string,
  store: Store,
  writes: WriteBehind,
): Collection<T> {
  const documents = store.list<T>(kind)
  const positions = new Map(documents.map((document, position) => [document.id, position]))
  return {
    get: (id) => documents[positions.get(id) ?? -1],
    save(id, document) {
      const position = positions.get(id) ?? documents.length
      documents[position] = document
      positions.set(id, position)
      writes.save(kind, id, document)
    },
    all: () => documents,
    positionOf: (id) => positions.get(id),
  }
}
