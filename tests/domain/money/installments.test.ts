import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  arrearsOf,
  dueOnMinor,
  type Installment,
  unscheduledMinor,
} from '#lib/domain/money/installments.ts'
import { anyBalance, anyDay, day } from '#tests/domain/given-balance.ts'

const schedule: Installment[] = [
  { number: 1, dueOn: day('2026-10-31'), amountMinor: 300n },
  { number: 2, dueOn: day('2026-11-30'), amountMinor: 300n },
  { number: 3, dueOn: day('2026-12-31'), amountMinor: 300n },
]

function statesOn(today: string, outstandingMinor = 900n) {
  return arrearsOf(schedule, outstandingMinor, day(today)).installments.map(
    ({ state, openMinor, daysLate }) => [state, openMinor, daysLate],
  )
}

test('due today is not late; late is the day after', () => {
  expect(statesOn('2026-10-31')[0]).toEqual(['due', 300n, 0])
  expect(statesOn('2026-11-01')[0]).toEqual(['overdue', 300n, 1])
})

test('what is due today is named as such: what of it is open, and nothing late or still to come', () => {
  const dueToday = (today: string, outstandingMinor = 900n) =>
    dueOnMinor(arrearsOf(schedule, outstandingMinor, day(today)), day(today))
  expect(dueToday('2026-11-30')).toBe(300n)
  expect(dueToday('2026-11-30', 500n)).toBe(200n)
  expect(dueToday('2026-11-30', 300n)).toBe(0n)
  expect([dueToday('2026-11-29'), dueToday('2026-12-01')]).toEqual([0n, 0n])
})

test('what is paid ahead of a day is not due on it', () => {
  const arrears = arrearsOf(schedule, 300n, day('2026-11-30'))
  const [, second] = arrears.installments
  const paid = { ...arrears, installments: second ? [{ ...second, openMinor: 5n }] : [] }
  expect([second?.state, dueOnMinor(paid, day('2026-11-30'))]).toEqual(['paid', 0n])
})

test('money pays the oldest first', () => {
  expect(statesOn('2026-12-01', 500n)).toEqual([
    ['paid', 0n, 0],
    ['overdue', 200n, 1],
    ['due', 300n, 0],
  ])
})

test('what was let go of is not paid', () => {
  const states = (outstandingMinor: bigint, waivedMinor: bigint) =>
    arrearsOf(schedule, outstandingMinor, day('2026-12-01'), waivedMinor).installments.map(
      ({ state }) => state,
    )
  expect(states(0n, 0n)).toEqual(['paid', 'paid', 'paid'])
  expect(states(0n, 600n)).toEqual(['paid', 'waived', 'waived'])
  expect(states(0n, 400n)).toEqual(['paid', 'partly_waived', 'waived'])
  expect(states(0n, 900n)).toEqual(['waived', 'waived', 'waived'])
  expect(states(0n, 1n)).toEqual(['paid', 'paid', 'partly_waived'])
  const parts = arrearsOf(schedule, 0n, day('2026-12-01'), 400n).installments
  expect(parts.map(({ waivedMinor }) => waivedMinor)).toEqual([0n, 100n, 300n])
  // Owed again afterwards: the newest part is open, the part before it was let go of.
  expect(states(300n, 300n)).toEqual(['paid', 'waived', 'due'])
})

test('days late are counted across month ends and a leap day', () => {
  const [one] = arrearsOf(
    [{ number: 1, dueOn: day('2028-02-28'), amountMinor: 1n }],
    1n,
    day('2028-03-01'),
  ).overdue
  expect(one?.daysLate).toBe(2)
  const [other] = arrearsOf(
    [{ number: 1, dueOn: day('2026-02-28'), amountMinor: 1n }],
    1n,
    day('2027-03-01'),
  ).overdue
  expect(other?.daysLate).toBe(366)
})

test('the order of the rows does not matter; two on one day are paid by number', () => {
  const sameDay: Installment[] = [
    { number: 2, dueOn: day('2026-11-01'), amountMinor: 50n },
    { number: 1, dueOn: day('2026-11-01'), amountMinor: 70n },
  ]
  const { installments } = arrearsOf(sameDay, 60n, day('2026-11-02'))
  expect(installments.map(({ number, openMinor }) => [number, openMinor])).toEqual([
    [1, 10n],
    [2, 50n],
  ])
})

test('what is owed beyond the schedule is due at once', () => {
  const arrears = arrearsOf(schedule, 950n, day('2026-10-01'))
  expect(arrears).toMatchObject({ overdue: [], arrearsMinor: 50n })
  expect(unscheduledMinor(arrears)).toBe(50n)
})

test('the next one is the first that is neither paid nor late', () => {
  expect(arrearsOf(schedule, 900n, day('2026-11-15')).next?.number).toBe(2)
  expect(arrearsOf(schedule, 300n, day('2026-11-15')).next?.number).toBe(3)
  expect(arrearsOf(schedule, 0n, day('2026-11-15')).next).toBeUndefined()
})

test('open parts and charges beside the schedule always add up to what is owed', () => {
  fc.assert(
    fc.property(anyBalance, anyDay, ({ schedule: some, outstandingMinor }, today) => {
      const arrears = arrearsOf(some, outstandingMinor, today)
      const openMinor = sum(arrears.installments.map((one) => one.openMinor))
      const scheduledMinor = sum(some.map((one) => one.amountMinor))
      const beyondMinor = outstandingMinor > scheduledMinor ? outstandingMinor - scheduledMinor : 0n
      expect(openMinor + beyondMinor).toBe(outstandingMinor)
      expect(unscheduledMinor(arrears)).toBe(beyondMinor)
      expect(arrears.arrearsMinor).toBe(
        sum(arrears.overdue.map((one) => one.openMinor)) + beyondMinor,
      )
      expect(arrears.arrearsMinor).toBeLessThanOrEqual(outstandingMinor)
    }),
  )
})

test('an older installment is never open while a newer one is touched', () => {
  fc.assert(
    fc.property(anyBalance, anyDay, ({ schedule: some, outstandingMinor }, today) => {
      const { installments } = arrearsOf(some, outstandingMinor, today)
      const firstOpen = installments.findIndex((one) => one.openMinor > 0n)
      const newer = firstOpen < 0 ? [] : installments.slice(firstOpen + 1)
      expect(newer.every((one) => one.openMinor === one.amountMinor)).toBe(true)
    }),
  )
})

function sum(amounts: bigint[]): bigint {
  return amounts.reduce((total, amount) => total + amount, 0n)
}
