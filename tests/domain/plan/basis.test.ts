import { describe, expect, test } from 'vitest'
import { arrearsOf } from '#lib/domain/money/installments.ts'
import { remainingScheduleOf } from '#lib/domain/plan/basis.ts'
import { dueDaysAfter } from '#lib/domain/plan/due-days.ts'
import { isEasier } from '#lib/domain/plan/load.ts'
import { day } from '#tests/domain/given-balance.ts'
import { balance, basis, terms } from './given-plan-basis.ts'

const today = '2026-11-21'

describe('what a schedule asks for at its heaviest, and usually', () => {
  test.for<[what: string, dues: [string, bigint][], owed: bigint, most: bigint, usual: bigint]>([
    [
      'what comes month by month',
      [
        ['2026-12-20', 100n],
        ['2027-01-20', 150n],
      ],
      250n,
      150n,
      150n,
    ],
    [
      'what is overdue, on top of the next',
      [
        ['2026-10-20', 100n],
        ['2026-12-20', 100n],
        ['2027-01-20', 100n],
      ],
      300n,
      200n,
      100n,
    ],
    [
      'what is due today, on top of the next',
      [
        ['2026-10-21', 100n],
        ['2026-11-21', 100n],
        ['2026-12-21', 100n],
      ],
      200n,
      200n,
      100n,
    ],
    [
      'what is left of the last one',
      [
        ['2026-10-20', 100n],
        ['2026-12-20', 100n],
      ],
      40n,
      40n,
      40n,
    ],
    [
      'all of it late: the largest was usual',
      [
        ['2026-09-20', 100n],
        ['2026-10-20', 300n],
      ],
      400n,
      400n,
      300n,
    ],
  ])('%s', ([, dues, owedMinor, mostMinor, usualMinor]) => {
    expect(remainingScheduleOf(basis(balance(dues, owedMinor), today))).toMatchObject({
      mostMinor,
      usualMinor,
    })
  })
})

test('a plan is easier when it asks for less, or for no more after a pause', () => {
  const on = basis(
    balance([
      ['2026-12-20', 100n],
      ['2027-01-20', 100n],
    ]),
    today,
  )
  const easier = (highestMinor: bigint, pauseMonths: number) =>
    isEasier({ highestMinor, terms: terms({ pauseMonths }) }, on)
  expect([easier(99n, 0), easier(100n, 0), easier(101n, 0)]).toEqual([true, false, false])
  expect([easier(99n, 1), easier(100n, 1), easier(101n, 1)]).toEqual([true, true, false])
})

describe('the days of a new schedule', () => {
  const daysOf = (dates: string[], paid = 0) => {
    const { schedule } = balance(dates.map((date) => [date, 10n]))
    const owedMinor = 10n * BigInt(dates.length - paid)
    return dueDaysAfter(arrearsOf(schedule, owedMinor, day(today)).installments, day(today))
  }

  test('have a number, counted from the first that is not before a date', () => {
    const monthly = daysOf(['2026-10-20', '2026-11-20', '2026-12-20', '2027-01-20'])
    const dates = ['2026-12-19', '2026-12-20', '2026-12-21', '2027-01-20', '2027-01-21']
    expect(dates.map((date) => monthly.indexOf(day(date)))).toEqual([0, 0, 1, 1, 2])
    expect([0, 1].map((index) => `${monthly.on(index)}`)).toEqual(['2026-12-20', '2027-01-20'])
  })

  test('go on in the rhythm of weeks after the last of them is over', () => {
    const weekly = daysOf(['2026-10-16', '2026-10-23', '2026-10-30', '2026-11-06'])
    expect([0, 1].map((index) => `${weekly.on(index)}`)).toEqual(['2026-11-27', '2026-12-04'])
  })

  test('are the first of each month for a loan without any', () => {
    const none = daysOf([])
    expect([0, 1].map((index) => `${none.on(index)}`)).toEqual(['2026-12-01', '2027-01-01'])
    expect(none.countWith(2)).toBe(2)
  })
})
