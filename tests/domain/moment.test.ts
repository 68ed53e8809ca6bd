import { expect, test } from 'vitest'
import { isoMoment } from '#lib/domain/moment.ts'

test.for([
  ['2026-11-21T09:43:02.104999999Z', '2026-11-21T09:43:02.104Z'],
  ['2026-11-21T09:43:02Z', '2026-11-21T09:43:02.000Z'],
  ['2026-11-21T00:00+05:30', '2026-11-20T18:30:00.000Z'],
] as const)('%s is told as %s', ([at, told]) => {
  expect(isoMoment(Temporal.Instant.from(at))).toBe(told)
})
