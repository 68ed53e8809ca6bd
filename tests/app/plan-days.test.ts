import { expect, test } from 'vitest'
import { type Offered, writtenDays } from '#app/(borrower)/phones/[deviceId]/plan/plan-view.ts'
import { day } from '#tests/domain/given-balance.ts'

const reader = {
  locale: 'en-GB',
  timeZone: 'Asia/Colombo',
  now: Temporal.Instant.from('2026-11-30T06:00:00Z'),
}
const basis = { today: day('2026-11-30') }
const until = (lastDueOn: string) => ({ lastDueOn: day(lastDueOn) }) as Offered

test('days of plans beside one another are all written with the year, or none is', () => {
  const options = [until('2027-05-10'), until('2027-06-10')]
  const written = writtenDays({ basis, options, own: undefined }, reader)
  expect(['2026-12-10', '2027-05-10', '2027-06-10'].map((one) => written(day(one)))).toEqual([
    '10 December 2026',
    '10 May 2027',
    '10 June 2027',
  ])
  const own = until('2027-06-10')
  const soon = [until('2026-12-10')]
  expect(writtenDays({ basis, options: soon, own }, reader)(day('2026-12-10'))).toContain('2026')
  const alone = writtenDays({ basis, options: soon, own: undefined }, reader)
  expect(alone(day('2026-12-10'))).toBe('10 December')
})
