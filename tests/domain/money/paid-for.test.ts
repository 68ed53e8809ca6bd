import { describe, expect, test } from 'vitest'
import type { Effect, LoanBalance } from '#lib/domain/lock/effect.ts'
import {
  effectPaidFor,
  isInTime,
  type Said,
  saidAtCounter,
  saidOf,
  takenAt,
} from '#lib/domain/money/paid-for.ts'
import { clockAt, day, told } from '#tests/domain/given-balance.ts'

const balance: LoanBalance = {
  schedule: ['2026-10-01', '2026-11-01', '2026-12-01'].map((dueOn, index) => ({
    number: index + 1,
    dueOn: day(dueOn),
    amountMinor: 100n,
  })),
  outstandingMinor: 300n,
}
const now = '2026-11-21T04:13:00Z'
const clock = clockAt(now)
const at = (text: string) => Temporal.Instant.from(text)
const shown = (said: Said | undefined) => said && `${said.effect} ${said.until}`
const until = (text: string): Effect => ({
  kind: 'until',
  relockAt: at(text),
  cleared: true,
  nextDueOn: day('2026-12-01'),
})

describe('what a page says that binds', () => {
  const said = (amountMinor: bigint, of = balance, by = clock) =>
    shown(saidOf(of, { amountMinor }, by))

  test('is that the phone opens, until when, or for good', () => {
    expect(said(200n)).toBe('until 2026-12-04T12:30:00Z')
    expect(said(300n)).toBe('release null')
    expect(said(200n, balance, clockAt(now, { relock: 'by_lender' }))).toBe('indefinite null')
  })

  test('is nothing where the amount opens nothing, or nothing that is not open anyway', () => {
    expect(said(99n)).toBeUndefined()
    expect(said(50n, { ...balance, outstandingMinor: 100n })).toBeUndefined()
    expect(said(100n, { ...balance, outstandingMinor: 100n })).toBe('release null')
    const byLender = clockAt(now, { relock: 'by_lender' })
    expect(said(50n, { ...balance, outstandingMinor: 100n }, byLender)).toBeUndefined()
    expect(shown(saidOf(balance, { amountMinor: 290n, awayMinor: 10n }, clock))).toBe(
      'release null',
    )
  })

  test('binds for as long as anybody would wait for the money', () => {
    const saidAt = at(now)
    expect(isInTime(saidAt, saidAt.add({ hours: 14 * 24 }))).toBe(true)
    expect(isInTime(saidAt, saidAt.add({ hours: 14 * 24, seconds: 1 }))).toBe(false)
  })
})

describe('money taken at a counter', () => {
  test('counts from now when it was taken today, from noon when on a day before', () => {
    expect(`${takenAt(day('2026-11-21'), clock)}`).toBe(now)
    expect(`${takenAt(day('2026-11-20'), clock)}`).toBe('2026-11-20T06:30:00Z')
  })

  test('buys what it bought on its day, while that binds', () => {
    const counter = (takenOn: string) =>
      shown(saidAtCounter(balance, 200n, { clock, takenOn: day(takenOn) }))
    expect(counter('2026-11-20')).toBe('until 2026-12-04T12:30:00Z')
    expect(counter('2026-10-20')).toBeUndefined()
    const before = shown(saidAtCounter(balance, 100n, { clock, takenOn: day('2026-11-19') }))
    expect(before).toBe('until 2026-11-26T12:30:00Z')
  })
})

describe('what a payment bought', () => {
  const paidFor = (byBalance: Effect, said: Said | undefined, by = clock) =>
    told(effectPaidFor(byBalance, said, by))
  const none: Effect = { kind: 'none', moreNeededMinor: 5n }
  const untilThen = (text: string): Said => ({ effect: 'until', until: at(text) })

  test('is what the books make of it where nothing was said, or where they open for good', () => {
    const long: Effect = { kind: 'indefinite', nextDueOn: day('2026-12-01') }
    expect(paidFor(none, undefined)).toEqual(told(none))
    const said = untilThen('2027-01-01T00:00:00Z')
    expect(paidFor({ kind: 'release' }, said)).toEqual({ kind: 'release' })
    expect(paidFor(long, said)).toEqual(told(long))
  })

  test('is never less than was said, nor less than the books give', () => {
    const [sooner, later] = ['2026-12-04T12:30:00Z', '2026-12-20T12:30:00Z']
    expect(paidFor(none, untilThen(later))).toEqual({
      kind: 'until',
      relockAt: later,
      cleared: false,
      nextDueOn: undefined,
    })
    expect(paidFor(until(sooner), untilThen(later))).toMatchObject({ relockAt: later })
    expect(paidFor(until(later), untilThen(sooner))).toEqual(told(until(later)))
    expect(paidFor(until(later), untilThen(later))).toEqual(told(until(later)))
  })

  test('is a day at least, when what was said is over, or would be before the phone is open', () => {
    const least = '2026-11-23T12:30:00Z'
    for (const over of ['2026-11-01T00:00:00Z', '2026-11-21T05:13:00Z'])
      expect(paidFor(none, untilThen(over))).toMatchObject({ kind: 'until', relockAt: least })
    const just = '2026-11-21T05:13:01Z'
    expect(paidFor(none, untilThen(just))).toMatchObject({ relockAt: just })
  })

  test('is for good where that was said and the lender locks by its own command', () => {
    const byLender = clockAt(now, { relock: 'by_lender' })
    const good: Said = { effect: 'indefinite', until: null }
    expect(paidFor(none, good, byLender)).toEqual({ kind: 'indefinite', nextDueOn: undefined })
    expect(paidFor(none, { effect: 'release', until: null }, byLender).kind).toBe('indefinite')
    expect(paidFor(none, untilThen('2026-12-20T12:30:00Z'), byLender).kind).toBe('until')
    expect(paidFor(none, good)).toMatchObject({ relockAt: '2026-11-23T12:30:00Z' })
  })
})
