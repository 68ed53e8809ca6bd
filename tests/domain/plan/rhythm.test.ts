import fc from 'fast-check'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { isEasier } from '#lib/domain/plan/load.ts'
import { planBy } from '#lib/domain/plan/plan.ts'
import { planOptions } from '#lib/domain/plan/plan-options.ts'
import { callRhythm, rhythmOf, timesInMonth } from '#lib/domain/plan/rhythm.ts'
import { day } from '#tests/domain/given-balance.ts'
import { examples } from '#tests/support/examples.ts'
import { balance, basis, terms } from './given-plan-basis.ts'

type Days = readonly Temporal.PlainDate[]

const every = (
  step: { days?: number; months?: number },
  count: number,
  from = '2026-09-01',
): Days =>
  Array.from({ length: count }, (_, index) => {
    const { days = 0, months = 0 } = step
    return day(from).add({ days: days * index, months: months * index })
  })
const loan = (dates: Days, amountMinor = 1_000n, paid = 0) =>
  balance(
    dates.map((date) => [`${date}`, amountMinor] as const),
    amountMinor * BigInt(dates.length - paid),
  )
const halves = ['2026-08-15', '2026-08-31', '2026-09-15', '2026-09-30', '2026-10-15', '2026-10-31']
const rhythm = (dates: Days) => rhythmOf(loan(dates).schedule, day('2026-11-21'))

describe('a rhythm', () => {
  test.for([
    ['day', every({ days: 1 }, 60), 30],
    ['week', every({ days: 7 }, 12), 4],
    ['two_weeks', every({ days: 14 }, 8), 2],
    ['days', every({ days: 10 }, 8), 3],
    ['half_month', halves.map(day), 2],
    ['month', every({ months: 1 }, 8, '2026-08-31'), 1],
    ['month', every({ days: 30 }, 8), 1],
    ['month', every({ months: 3 }, 8), 1],
    ['month', every({ days: 7 }, 2), 1],
    ['month', [], 1],
  ] as const)('%s', ([name, dates, times]) => {
    expect(callRhythm(rhythm(dates)).rhythm).toBe(name)
    expect(timesInMonth(rhythm(dates))).toBe(times)
  })

  test('of a day is kept with the days of rest that the schedule keeps', () => {
    const sixDays = every({ days: 1 }, 90).filter((date) => date.dayOfWeek !== 7)
    expect(rhythm(sixDays)).toEqual({ by: 'days', every: 1, weekdays: [1, 2, 3, 4, 5, 6] })
  })

  test.for([4, 5, 6, 7])('of a week that was passed over once is still of a week: %s', (over) => {
    const dates = every({ days: 7 }, 12).filter((_, index) => index !== over)
    expect(callRhythm(rhythm(dates)).rhythm).toBe('week')
  })

  const onDays = (...days: string[]) =>
    ['2026-01', '2026-02', '2026-03', '2026-04', '2026-05'].flatMap((month) =>
      days.map((date) => day(`${month}-${date}`)),
    )

  test.for([
    ['week', 'three weeks are enough to show one', every({ days: 7 }, 3)],
    ['week', 'two installments of a day are one day', [1, 2].flatMap(() => every({ days: 7 }, 6))],
    ['month', 'as good as monthly', every({ days: 26 }, 6)],
    ['days', 'a little more often', every({ days: 25 }, 6)],
    ['half_month', 'thirteen days apart', onDays('01', '14').slice(0, 6)],
    ['half_month', 'seventeen days apart', onDays('01', '18').slice(0, 6)],
    ['week', 'a week apart, then the rest of the month', onDays('01', '08').slice(0, 6)],
    ['days', 'nineteen days apart', onDays('01', '20').slice(0, 6)],
    [
      'two_weeks',
      'even, whatever days of the month it meets',
      every({ days: 14 }, 4, '2026-02-01'),
    ],
    ['half_month', 'one of ten is odd', onDays('01', '15').with(4, day('2026-03-02'))],
    [
      'two_weeks',
      'two of ten are odd',
      onDays('01', '15').with(4, day('2026-03-03')).with(8, day('2026-05-02')),
    ],
  ] as const)('is called %s: %s', ([name, , dates]) => {
    expect(callRhythm(rhythm(dates)).rhythm).toBe(name)
  })

  test('of two days of the month has them in order', () => {
    const halfMonths = ['2026-07-31', ...halves].map(day)
    expect(rhythm(halfMonths)).toEqual({ by: 'month', days: [15, 31] })
  })

  test('of days that wander has the day of the next one', () => {
    const { schedule } = loan(['2026-09-10', '2026-10-11', '2026-12-12', '2027-01-13'].map(day))
    expect(rhythmOf(schedule, day('2026-11-21'))).toEqual({ by: 'month', days: [12] })
    expect(rhythmOf(schedule, day('2026-12-12'))).toEqual({ by: 'month', days: [13] })
    expect(rhythmOf(schedule, day('2027-03-01'))).toEqual({ by: 'month', days: [13] })
  })

  test('of a day shows its days of rest in no less than a week', () => {
    const weekdaysOf = (count: number) =>
      rhythm(every({ days: 1 }, count, '2026-09-07').filter((date) => date.dayOfWeek !== 7))
    expect(weekdaysOf(6)).toMatchObject({ weekdays: [1, 2, 3, 4, 5, 6, 7] })
    expect(weekdaysOf(8)).toMatchObject({ weekdays: [1, 2, 3, 4, 5, 6] })
    expect(timesInMonth(weekdaysOf(8))).toBe(26)
  })
})

describe('a plan keeps it', () => {
  const shown = (dates: Days, today: string, by = terms({ extraMonths: 1 })) =>
    planBy(by, basis(loan(dates), today))?.installments.map((one) => `${one.dueOn}`) ?? []

  test('on the same weekday, to the end of the longer term', () => {
    const dates = shown(every({ days: 7 }, 12), '2026-11-10')
    expect(dates.at(0)).toBe('2026-11-17')
    expect(dates.at(-1)).toBe('2026-12-15')
    expect(dates).toHaveLength(5)
  })

  test('on the 15th and the last of every month', () => {
    const dates = shown(halves.map(day), '2026-10-01')
    expect(dates).toEqual(['2026-10-15', '2026-10-31', '2026-11-15', '2026-11-30'])
  })

  test('on no day of rest, also where its last day is over', () => {
    const sixDays = every({ days: 1 }, 40).filter((date) => date.dayOfWeek !== 7)
    const dates = shown(sixDays, '2026-11-21')
    expect(dates.map((date) => day(date).dayOfWeek)).not.toContain(7)
    expect(dates.at(0)).toBe('2026-11-23')
    expect(dates).toHaveLength(25)
  })

  test('a pause leaves out the days of its months', () => {
    const by = terms({ kind: 'pause', extraMonths: 1, pauseMonths: 1 })
    const last = shown(every({ days: 7 }, 12), '2026-11-10', by)
    expect(last).toEqual(['2026-12-15'])
    const longer = shown(every({ days: 7 }, 20), '2026-11-10', by)
    expect(longer).toHaveLength(9)
    expect(longer.at(0)).toBe('2026-12-15')
  })

  test('any loan of days or weeks: no option asks for more at once than is usual, on days in its rhythm', () => {
    let runs = 0
    let options = 0
    fc.assert(
      fc.property(
        fc.constantFrom(1, 2, 7, 10, 14),
        fc.integer({ min: 12, max: 120 }),
        fc.bigInt(50n, 5_000n),
        fc.double({ min: 0.1, max: 0.95, noNaN: true }),
        fc.integer({ min: 0, max: 10 }),
        (days, count, amountMinor, passed, late) => {
          runs += 1
          const dates = every({ days }, count)
          const at = Math.floor(count * passed)
          const today = dates[at] ?? day('2026-09-01')
          const on = basis(loan(dates, amountMinor, Math.max(at - late, 0)), `${today}`)
          for (const plan of planOptions(on)) {
            options += 1
            expect(isEasier(plan, on)).toBe(true)
            const later = plan.installments.filter((one) => !one.dueOn.equals(today))
            expect(plan.eachMinor).toBeLessThanOrEqual(amountMinor * 2n)
            for (const one of later) expect(today.until(one.dueOn).days % days).toBe(0)
            const monthMinor = amountMinor * BigInt(Math.floor(30 / days))
            if (days <= 7) expect(later[0]?.amountMinor).toBeLessThan(monthMinor)
          }
        },
      ),
      { numRuns: examples(500) },
    )
    expect(runs).toBeGreaterThanOrEqual(examples(500))
    expect(options).toBeGreaterThan(runs)
  })
})

describe('the work for the options', () => {
  afterEach(() => {
    vi.restoreAllMocks()
  })

  // Steps on the calendar are what costs time; how long they take is for the benchmark.
  function calendarSteps(dates: Days): number {
    const paid = dates.filter((date) => `${date}` < '2026-11-21').length - 5
    const on = basis(loan(dates, 1_000n, paid), '2026-11-21', {
      mostExtraMonths: 36,
      mostPauseMonths: 6,
      costPercentPerMonth: 1,
    })
    const spies = [
      vi.spyOn(Temporal.PlainDate, 'compare'),
      vi.spyOn(Temporal.PlainDate, 'from'),
      ...(['add', 'until', 'since'] as const).map((name) =>
        vi.spyOn(Temporal.PlainDate.prototype, name),
      ),
    ]
    const options = planOptions(on, 5_000n)
    const steps = spies.reduce((sum, spy) => sum + spy.mock.calls.length, 0)
    vi.restoreAllMocks()
    // Only where the days to come are beyond all bounds is there no plan.
    const isBeyond = dates.at(-1)?.year === 2099
    expect(options.length > 0).toBe(!isBeyond)
    return steps
  }

  test.for([
    ['daily', every({ days: 1 }, 600, '2026-03-01')],
    ['weekly', every({ days: 7 }, 600, '2024-01-01')],
    ['monthly', every({ months: 1 }, 600, '2020-01-31')],
    [
      'without any order',
      every({ days: 1 }, 600, '2026-03-01').map((date, index) =>
        date.add({ days: index * (index % 7) }),
      ),
    ],
    [
      'daily, and one in seventy years',
      [...every({ days: 1 }, 599, '2026-03-01'), day('2099-12-31')],
    ],
  ] as const)('is bounded for the longest loan there is: %s', ([, dates]) => {
    expect(calendarSteps(dates)).toBeLessThan(30_000)
  })

  test('grows no faster than the loan and the days of its plans', () => {
    const [short, long] = [
      every({ days: 1 }, 60, '2026-10-20'),
      every({ days: 1 }, 600, '2026-10-20'),
    ]
    expect(calendarSteps(long)).toBeLessThan(calendarSteps(short) * 15)
  })
})
