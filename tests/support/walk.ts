import fc from 'fast-check'
import { expect } from 'vitest'

type Walk = { most: number; least: number; withinMs: number }

/** Tries a property of a whole world as often as there is time for; a machine that is too slow for the least number fails. */
export async function walk<T>(
  property: fc.IAsyncProperty<T>,
  { most, least, withinMs }: Walk,
): Promise<void> {
  const tried = await fc.check(property, {
    ...{ numRuns: most, interruptAfterTimeLimit: withinMs, markInterruptAsFailure: false },
  })
  if (tried.failed) throw new Error(fc.defaultReportMessage(tried), { cause: tried.errorInstance })
  expect(tried.numRuns, 'runs in the time there was').toBeGreaterThanOrEqual(least)
}
