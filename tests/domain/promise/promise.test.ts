import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Movement, paidInTime, promiseAfter, verdictOf } from '#lib/domain/promise/promise.ts'

const endsAt = Temporal.Instant.from('2026-11-27T18:30:00Z')
const movement = fc.record({
  at: fc.integer({ min: -5_000, max: 5_000 }).map((minutes) => endsAt.add({ minutes })),
  amountMinor: fc.bigInt(-1_000n, 1_000n),
})
const movements = fc.array(movement, { maxLength: 12 })
const promised = fc.bigInt(1n, 2_000n)

describe('what the ledger says', () => {
  test('enough is kept, something is partly kept, nothing is broken', () => {
    expect(verdictOf(500n, 500n)).toBe('kept')
    expect(verdictOf(500n, 700n)).toBe('kept')
    expect(verdictOf(500n, 499n)).toBe('partly_kept')
    expect(verdictOf(500n, 0n)).toBe('broken')
  })

  test('the last moment of the day is in time, the first of the next is not; what went back is gone', () => {
    const paid = (at: Temporal.Instant, amountMinor: bigint): Movement => ({ at, amountMinor })
    const last = endsAt.subtract({ nanoseconds: 1 })
    expect(paidInTime([paid(last, 500n)], endsAt)).toBe(500n)
    expect(paidInTime([paid(endsAt, 500n)], endsAt)).toBe(0n)
    expect(paidInTime([paid(last, 500n), paid(last, -200n)], endsAt)).toBe(300n)
    expect(paidInTime([paid(last, 500n), paid(endsAt, -200n)], endsAt)).toBe(500n)
  })

  test('the order in which things are booked changes nothing', () => {
    fc.assert(
      fc.property(movements, promised, fc.infiniteStream(fc.nat()), (all, amountMinor, keys) => {
        const shuffled = all
          .map((one) => [keys.next().value ?? 0, one] as const)
          .toSorted(([a], [b]) => a - b)
          .map(([, one]) => one)
        expect(verdictOf(amountMinor, paidInTime(shuffled, endsAt))).toBe(
          verdictOf(amountMinor, paidInTime(all, endsAt)),
        )
      }),
    )
  })
})

describe('what becomes of a promise', () => {
  const facts = {
    state: 'open',
    amountMinor: 500n,
    paidMinor: 0n,
    verdictAt: endsAt,
    arrearsMinor: 900n,
  } as const
  const before = endsAt.subtract({ minutes: 1 })

  test('enough keeps it at once; less waits for the end of the day', () => {
    expect(promiseAfter({ ...facts, paidMinor: 500n }, before)).toBe('kept')
    expect(promiseAfter({ ...facts, paidMinor: 499n }, before)).toBe('open')
    expect(promiseAfter({ ...facts, paidMinor: 499n }, endsAt)).toBe('partly_kept')
    expect(promiseAfter(facts, endsAt)).toBe('broken')
  })

  test('when nothing is overdue any more, nobody is told that it was not kept', () => {
    expect(promiseAfter({ ...facts, arrearsMinor: 0n }, before)).toBe('withdrawn')
    expect(promiseAfter({ ...facts, arrearsMinor: 0n }, endsAt)).toBe('withdrawn')
    expect(promiseAfter({ ...facts, arrearsMinor: 0n, paidMinor: 500n }, endsAt)).toBe('kept')
  })

  test('what was withdrawn stays so, whatever is paid', () => {
    const withdrawn = { ...facts, state: 'withdrawn', paidMinor: 500n } as const
    expect(promiseAfter(withdrawn, endsAt)).toBe('withdrawn')
  })

  test('a promise kept by money that went back is kept until its verdict', () => {
    const gone = { ...facts, state: 'kept', arrearsMinor: 0n } as const
    expect(promiseAfter(gone, before)).toBe('kept')
    expect(promiseAfter(gone, endsAt)).toBe('broken')
  })

  test('money on its way, or to be entered, is waited for: until then no verdict, then the ordinary one', () => {
    const waitsUntil = endsAt.add({ hours: 48 })
    const waiting = { ...facts, verdictAt: waitsUntil }
    const last = waitsUntil.subtract({ nanoseconds: 1 })
    expect(promiseAfter(waiting, endsAt)).toBe('open')
    expect(promiseAfter({ ...waiting, paidMinor: 499n }, last)).toBe('open')
    expect(promiseAfter({ ...waiting, paidMinor: 500n }, last)).toBe('kept')
    expect(promiseAfter({ ...waiting, paidMinor: 499n }, waitsUntil)).toBe('partly_kept')
    expect(promiseAfter(waiting, waitsUntil)).toBe('broken')
    expect(promiseAfter({ ...waiting, arrearsMinor: 0n }, last)).toBe('withdrawn')
  })

  test('however often it is looked at on the way, the end is what the ledger says at the end', () => {
    fc.assert(
      fc.property(
        movements,
        promised,
        fc.array(fc.integer({ min: -5_000, max: 5_000 }), { maxLength: 6 }),
        (all, amountMinor, looks) => {
          const moments = looks.toSorted((a, b) => a - b).map((minutes) => endsAt.add({ minutes }))
          const last = endsAt.add({ minutes: 5_001 })
          let state: ReturnType<typeof promiseAfter> = 'open'
          for (const now of [...moments, last]) {
            const booked = all.filter(({ at }) => Temporal.Instant.compare(at, now) <= 0)
            const paidMinor = paidInTime(booked, endsAt)
            state = promiseAfter(
              { state, amountMinor, paidMinor, verdictAt: endsAt, arrearsMinor: 1n },
              now,
            )
          }
          expect(state).toBe(verdictOf(amountMinor, paidInTime(all, endsAt)))
        },
      ),
    )
  })
})
