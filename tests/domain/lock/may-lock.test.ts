import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { effectOf, type LenderClock } from '#lib/domain/lock/effect.ts'
import {
  barsToLocking,
  forbiddenUntil,
  type LockBar,
  type LockQuestion,
  nearlyOverMinutes,
  reasonsToOpen,
  reopeningFor,
} from '#lib/domain/lock/may-lock.ts'
import { arrearsOf } from '#lib/domain/money/installments.ts'
import { larger } from '#lib/domain/money/money.ts'
import {
  anyBalance,
  anyClock,
  balanceAndAmounts,
  clockAt,
  day,
} from '#tests/domain/given-balance.ts'
import { examples } from '#tests/support/examples.ts'

const nothing: Omit<LockQuestion, 'balance'> = {
  isLocked: false,
  isReleased: false,
  heldUntil: null,
  openUntil: null,
}

/** One installment of 5, not paid. */
const due = (dueOn: string) => ({
  schedule: [{ number: 1, dueOn: day(dueOn), amountMinor: 5n }],
  outstandingMinor: 5n,
})
const longLate = due('2026-10-01')
const clock = clockAt('2026-11-21T04:00:00Z')
const inMinutes = (minutes: number) => clock.now.add({ minutes })

describe('may it be locked', () => {
  test('never while anything at all forbids it, always when nothing does', () => {
    fc.assert(
      fc.property(
        anyBalance,
        anyClock,
        fc.boolean(),
        fc.boolean(),
        (balance, clock, isHeld, isReleased) => {
          const heldUntil = clock.now.add({ minutes: isHeld ? 1 : 0 })
          const bars = barsToLocking({ ...nothing, balance, heldUntil, isReleased }, clock)
          expect(bars.includes('hold')).toBe(isHeld)
          expect(bars.includes('released')).toBe(isReleased)
          const today = clock.now.toZonedDateTimeISO(clock.timeZone).toPlainDate()
          const { arrearsMinor, overdue } = arrearsOf(
            balance.schedule,
            balance.outstandingMinor,
            today,
          )
          expect(bars.includes('nothing_overdue')).toBe(arrearsMinor === 0n)
          const worst = overdue[0]?.daysLate ?? 0
          const isScheduled = arrearsMinor === overdue.reduce((sum, one) => sum + one.openMinor, 0n)
          if (worst > Math.max(clock.policy.graceDays, 1)) expect(bars).not.toContain('grace')
          if (worst > 0 && worst < Math.max(clock.policy.graceDays, 1))
            expect(bars.includes('grace')).toBe(isScheduled)
        },
      ),
    )
  })

  test('the time that was paid for is kept to the minute', () => {
    const bars = (openUntil: Temporal.Instant) =>
      barsToLocking({ ...nothing, balance: longLate, openUntil }, clock)
    expect(bars(inMinutes(1))).toEqual(['open_until'])
    expect(bars(clock.now)).toEqual([])
  })
})

describe('must a locked phone be opened', () => {
  const reasons = (values: Partial<LockQuestion>) =>
    reasonsToOpen({ ...nothing, balance: longLate, ...values }, clock)

  test.for<[string, Partial<LockQuestion>, LockBar[]]>([
    ['overdue', {}, []],
    ['released', { isReleased: true }, ['released']],
    ['nothing overdue', { balance: due('2026-11-21') }, ['nothing_overdue']],
    ['within the days of grace', { balance: due('2026-11-19') }, ['grace']],
    ['after them', { balance: due('2026-11-17') }, []],
    ['held', { heldUntil: inMinutes(60) }, ['hold']],
    ['bought', { openUntil: inMinutes(60) }, ['open_until']],
    ['all at once', { heldUntil: inMinutes(9), openUntil: inMinutes(9) }, ['hold', 'open_until']],
  ])('%s', ([, values, expected]) => expect(reasons(values)).toEqual(expected))

  test('not for the last minutes: a phone’s own clock is not ours', () => {
    for (const minutes of [-1, 0, 1, 5]) {
      expect(reasons({ openUntil: inMinutes(minutes) })).toEqual([])
      expect(reasons({ heldUntil: inMinutes(minutes) })).toEqual([])
    }
    // Grace ends at 18:00 in Colombo.
    const balance = due('2026-11-18')
    const at = (time: string) =>
      reasonsToOpen({ ...nothing, balance }, clockAt(`2026-11-21T${time}`))
    expect([at('12:24:00Z'), at('12:26:00Z')]).toEqual([['grace'], []])
  })

  test('a plan that opens with its first payment leaves it locked; what was bought before does not', () => {
    for (const balance of [due('2026-12-21'), due('2026-11-19')]) {
      const awaiting = { balance: { ...balance, awaitsFirstPayment: true } }
      expect(reasons(awaiting)).toEqual([])
      expect(reasons({ ...awaiting, openUntil: inMinutes(60) })).toEqual(['open_until'])
    }
  })

  test('the grace of a later installment undoes a lock that came for an older one, which has been paid since', () => {
    const schedule = ['2026-10-19', '2026-11-19'].map((dueOn, index) => ({
      number: index + 1,
      dueOn: day(dueOn),
      amountMinor: 5n,
    }))
    expect(reasons({ balance: { schedule, outstandingMinor: 10n } })).toEqual([])
    expect(reasons({ balance: { schedule, outstandingMinor: 5n } })).toEqual(['grace'])
    // And so says the page before: what forbids to lock it is what paying buys.
    const effect = effectOf({ schedule, outstandingMinor: 10n }, 5n, clock)
    expect(effect).toMatchObject({ kind: 'until', cleared: false })
  })

  test('one that was handed back is the lender’s', () => {
    const balance = { ...due('2026-12-21'), handedBackAt: clock.now }
    expect(reasons({ balance, openUntil: inMinutes(60) })).toEqual([])
  })

  test('none is forbidden to be locked and left locked: what forbids it in five minutes is what opens it now', () => {
    let runs = 0
    fc.assert(
      fc.property(
        fc.record({
          balance: fc.record({
            of: anyBalance,
            awaitsFirstPayment: fc.boolean(),
            isBack: fc.boolean(),
          }),
          clock: anyClock,
          isReleased: fc.boolean(),
          held: fc.integer({ min: -9, max: 9 }),
          open: fc.integer({ min: -9, max: 9 }),
        }),
        ({ balance: { of, awaitsFirstPayment, isBack }, clock, isReleased, held, open }) => {
          runs += 1
          const at = (minutes: number) => clock.now.add({ minutes })
          const balance = { ...of, awaitsFirstPayment, handedBackAt: isBack ? clock.now : null }
          const until = { heldUntil: at(held), openUntil: at(open) }
          const question = { balance, isLocked: true, isReleased, ...until }
          const soon = { ...clock, now: at(nearlyOverMinutes) }
          const today = (at: LenderClock) => at.now.toZonedDateTimeISO(at.timeZone).toPlainDate()
          // Over midnight the same days of grace have another name.
          const barred = !isBack && barsToLocking(question, soon).length > 0
          expect(reasonsToOpen(question, clock).length > 0).toBe(barred)
          if (!isBack && today(soon).equals(today(clock)))
            expect(reasonsToOpen(question, clock)).toEqual(barsToLocking(question, soon))
        },
      ),
      { numRuns: examples(2_000) },
    )
    expect(runs).toBeGreaterThanOrEqual(examples(2_000))
  })

  test('whatever a payment does, the books then forbid as long to lock the phone', () => {
    let runs = 0
    fc.assert(
      fc.property(balanceAndAmounts, anyClock, ({ balance, more: amountMinor }, clock) => {
        runs += 1
        const outstandingMinor = larger(balance.outstandingMinor - amountMinor, 0n)
        const after = { ...nothing, balance: { ...balance, outstandingMinor } }
        const barred = barsToLocking(after, clock).length > 0
        const effect = effectOf(balance, amountMinor, clock)
        if (barred) expect(effect.kind).not.toBe('none')
        if (!barred && !clock.policy.partialUnlock) expect(effect.kind).toBe('none')
      }),
      { numRuns: examples(2_000) },
    )
    expect(runs).toBeGreaterThanOrEqual(examples(2_000))
  })
})

describe('what opens it', () => {
  const open = (values: Partial<LockQuestion>, at = clock) => {
    const question = { ...nothing, balance: longLate, ...values }
    const intent = reopeningFor(reasonsToOpen(question, at), question, at)
    return intent?.kind === 'until' ? `${intent.relockAt}` : intent?.kind
  }
  const paidFor = Temporal.Instant.from('2026-11-28T12:30:00Z')
  const byLender = clockAt('2026-11-21T04:00:00Z', { relock: 'by_lender' })

  test.for<[string, Partial<LockQuestion>, string | undefined]>([
    ['overdue', {}, undefined],
    ['held: its hold asks', { heldUntil: paidFor }, undefined],
    ['released', { isReleased: true, openUntil: paidFor }, 'release'],
    ['bought', { openUntil: paidFor }, '2026-11-28T12:30:00Z'],
    ['within grace', { balance: due('2026-11-19') }, '2026-11-22T12:30:00Z'],
    [
      'within grace, bought longer',
      { balance: due('2026-11-19'), openUntil: paidFor },
      `${paidFor}`,
    ],
    ['nothing overdue', { balance: due('2026-12-01') }, '2026-12-04T12:30:00Z'],
    ['bought less', { balance: due('2026-12-01'), openUntil: paidFor }, '2026-12-04T12:30:00Z'],
    ['nothing owed', { balance: { ...longLate, outstandingMinor: 0n } }, 'indefinite'],
  ])('%s', ([, values, expected]) => expect(open(values)).toBe(expected))

  test('a lender that locks by its own command is given no date, but for what was sold until one', () => {
    expect(open({ balance: due('2026-12-01') }, byLender)).toBe('indefinite')
    expect(open({ balance: due('2026-11-19') }, byLender)).toBe('indefinite')
    expect(open({ openUntil: paidFor }, byLender)).toBe(`${paidFor}`)
  })

  test('with nothing overdue it is what a payment of nothing more would do', () => {
    fc.assert(
      fc.property(anyBalance, anyClock, (balance, clock) => {
        const question = { ...nothing, balance }
        if (!reasonsToOpen(question, clock).includes('nothing_overdue')) return
        const effect = effectOf(balance, 0n, clock)
        const intent = reopeningFor(['nothing_overdue'], question, clock)
        expect(intent?.kind).toBe(effect.kind === 'release' ? 'indefinite' : effect.kind)
        if (intent?.kind === 'until' && effect.kind === 'until')
          expect(`${intent.relockAt}`).toBe(`${effect.relockAt}`)
      }),
    )
  })
})

test('a phone may be locked again when the longest of all that forbids it is over', () => {
  const end = (values: Partial<LockQuestion>) =>
    String(forbiddenUntil({ ...nothing, balance: longLate, ...values }, clock))
  const [sooner, later] = [inMinutes(5), inMinutes(9)]
  expect(end({})).toBe('2026-10-04T12:30:00Z')
  expect(end({ balance: { ...longLate, outstandingMinor: 6n } })).toBe('null')
  expect(end({ heldUntil: sooner })).toBe(`${sooner}`)
  expect(end({ heldUntil: sooner, openUntil: later })).toBe(`${later}`)
  expect(end({ heldUntil: later, openUntil: sooner })).toBe(`${later}`)
  expect(end({ openUntil: later, isReleased: true })).toBe('never')
  for (const until of [{ openUntil: later }, { heldUntil: later }])
    expect(end({ ...until, balance: { ...longLate, outstandingMinor: 0n } })).toBe('never')
})
