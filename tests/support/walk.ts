import fc from 'fast-check'
import { examples } from './examples.ts'

// WALKS=100 vitest run FILE: a long run, with a hundred times as many.
const times = Number(process.env.WALKS ?? 1)

/** How long a test may take that walks for `ms` when it is not asked for more. */
export function walkingMs(ms: number): number {
  return ms * times
}

// SEED=7 vitest run FILE: others than by default, and the same ones every time.
const asked = process.env.SEED ? Number(process.env.SEED) : undefined

/** Tries a property of a whole world so many times, however long the machine takes; `usualSeed`: as ever, if nothing is asked for. */
export async function walk<T>(
  property: fc.IAsyncProperty<T>,
  runs: number,
  usualSeed?: number,
): Promise<void> {
  const seed = asked ?? (process.env.WALKS ? undefined : usualSeed)
  await fc.assert(property, {
    numRuns: examples(runs) * times,
    ...(seed !== undefined && { seed }),
  })
}
