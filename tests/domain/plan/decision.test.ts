import { describe, expect, test } from 'vitest'
import type { LoanArrears } from '#lib/domain/money/installments.ts'
import { affordableMinor, leftOverMinor } from '#lib/domain/plan/ask.ts'
import { barsToAsking, decide } from '#lib/domain/plan/decision.ts'
import { planBy } from '#lib/domain/plan/plan.ts'
import { answerBy, payableBy, progressOf } from '#lib/domain/plan/progress.ts'
import { day } from '#tests/domain/given-balance.ts'
import { balance, basis, terms } from './given-plan-basis.ts'

const late = balance([
  ['2026-10-20', 100_000n],
  ['2026-12-20', 100_000n],
])
const on = basis(late, '2026-11-21')
const history = { isAsked: false, isReturning: false, agreedInYear: 0 }
const decided = (values: Parameters<typeof terms>[0], within = on) =>
  decide(planBy(terms(values), within), within, history)

describe('a decision', () => {
  test('is made at once inside the instant rules', () => {
    expect(decided({ extraMonths: 3 })).toEqual({ kind: 'instant' })
    expect(decided({ extraMonths: 2, pauseMonths: 1 })).toEqual({ kind: 'instant' })
  })

  test('is a person’s beyond them, by a day that is named', () => {
    const person = { kind: 'person', decideBy: day('2026-11-23') }
    expect(decided({ extraMonths: 4 })).toEqual(person)
    expect(decided({ extraMonths: 3, pauseMonths: 2 })).toEqual(person)
    expect(decided({ extraMonths: 1 }, { ...on, policy: { ...on.policy, instant: null } })).toEqual(
      person,
    )
  })

  test('is a person’s where it would keep the phone open for longer than is left', () => {
    const through = (last: string) => ({ ...on, instantThrough: day(last) })
    expect(decided({ extraMonths: 3 }, through('2026-12-20')).kind).toBe('instant')
    expect(decided({ extraMonths: 3 }, through('2026-12-19')).kind).toBe('person')
    const partNow = { extraMonths: 1, partNowMinor: 50_000n }
    expect(decided(partNow, through('2026-11-21')).kind).toBe('instant')
  })

  test('is a refusal outside all of them, which names each reason', () => {
    expect(decided({ extraMonths: 7, pauseMonths: 3 })).toEqual({
      kind: 'refused',
      refusals: ['term_too_long', 'pause_too_long'],
    })
    const strict = basis(late, '2026-11-21', { smallestInstallmentMinor: { LKR: 60_000n } })
    expect(decided({ extraMonths: 3 }, strict)).toEqual({
      kind: 'refused',
      refusals: ['installment_too_small'],
    })
    expect(decided({ extraMonths: 0 })).toEqual({ kind: 'refused', refusals: ['not_easier'] })
    expect(decide(undefined, on, history)).toEqual({
      kind: 'refused',
      refusals: ['installment_too_small'],
    })
  })

  test('is a refusal where the last installment could not be paid alone', () => {
    const charged = { ...on, leastChargeMinor: 20_000n }
    expect(decided({ partNowMinor: 180_000n }, charged).kind).toBe('instant')
    expect(decided({ partNowMinor: 180_001n }, charged)).toEqual({
      kind: 'refused',
      refusals: ['installment_too_small'],
    })
    expect(decided({ partNowMinor: 180_001n }).kind).toBe('instant')
  })

  test('names what bars every plan', () => {
    const barred = { isAsked: true, isReturning: true, agreedInYear: 2 }
    const paid = basis(balance([['2026-12-20', 1n]], 0n), '2026-11-21', { offered: false })
    expect(barsToAsking(paid, barred)).toEqual([
      'not_offered',
      'nothing_owed',
      'already_asked',
      'return_under_way',
      'too_many_in_year',
    ])
    expect(decide(planBy(terms({ extraMonths: 1 }), on), on, barred)).toEqual({
      kind: 'refused',
      refusals: ['already_asked', 'return_under_way', 'too_many_in_year'],
    })
  })
})

test('what is left of a month is halved, and never less than nothing', () => {
  const budget = {
    income: 900n,
    support: 101n,
    housing: 400n,
    living: 300n,
    transport: 50n,
    credit: 50n,
  }
  expect([leftOverMinor(budget), affordableMinor(budget)]).toEqual([201n, 100n])
  const short = { ...budget, income: 0n }
  expect([leftOverMinor(short), affordableMinor(short)]).toEqual([-699n, 0n])
})

describe('progress', () => {
  const now = Temporal.Instant.from('2026-11-21T10:00Z')
  const fresh = { warnedInstallment: null, warnedAt: null, answerBy: null }
  const warned = { warnedInstallment: 2, warnedAt: now, answerBy: now.add({ hours: 1 }) }
  const arrears = (overdue: number[], outstandingMinor = 5n): LoanArrears => ({
    installments: [],
    next: undefined,
    arrearsMinor: 0n,
    outstandingMinor,
    overdue: overdue.map((number) => ({
      number,
      dueOn: day('2026-11-20'),
      amountMinor: 1n,
      openMinor: 1n,
      waivedMinor: 0n,
      state: 'overdue',
      daysLate: 1,
    })),
  })

  test.for([
    ['kept', arrears([], 0n), warned],
    ['on_track', arrears([]), fresh],
    ['caught_up', arrears([]), warned],
    ['to_warn', arrears([2]), fresh],
    ['warned', arrears([2, 3]), warned],
    ['to_warn', arrears([3]), warned],
    ['missed', arrears([2]), { ...warned, answerBy: now }],
  ] as const)('%s', ([progress, stood, plan]) => {
    expect(progressOf(stood, { ...plan, waitsUntil: undefined }, now)).toBe(progress)
  })

  test.for([
    ['waiting', arrears([2]), { ...warned, answerBy: now }],
    ['waiting', arrears([3]), warned],
    ['waiting', arrears([2]), fresh],
    ['caught_up', arrears([]), warned],
    ['kept', arrears([], 0n), fresh],
  ] as const)('%s, while money is on its way', ([progress, stood, plan]) => {
    const waitsUntil = now.add({ hours: 30 })
    expect(progressOf(stood, { ...plan, waitsUntil }, now)).toBe(progress)
  })
})

describe('until when an installment of a plan can be paid', () => {
  const rules = { policy: { plan: on.policy }, timeZone: 'Asia/Colombo' }
  const warnedAt = Temporal.Instant.from('2026-11-21T10:00Z')
  const warned = { warnedInstallment: 2, warnedAt, answerBy: null, waitsUntil: undefined }
  const installment = (number: number, dueOn: string) =>
    ({
      number,
      dueOn: day(dueOn),
      amountMinor: 1n,
      openMinor: 1n,
      waivedMinor: 0n,
      state: 'due',
      daysLate: 0,
    }) as const
  const late = installment(2, '2026-11-20')
  const next = installment(3, '2026-12-20')
  const by = (overdue: (typeof late)[], of: typeof next | undefined, plan = warned) =>
    payableBy({ overdue, next: of }, plan, rules)?.toString()

  test('is the end of its day, or of the days of its warning', () => {
    expect(by([], next)).toBe('2026-12-20T18:30:00Z')
    expect(by([late], next)).toBe('2026-11-26T18:30:00Z')
    expect(by([late], next, { ...warned, warnedInstallment: 1 })).toBe('2026-11-20T18:30:00Z')
    expect(by([], undefined)).toBeUndefined()
  })

  test('is not said by a warning that nobody got', () => {
    expect(answerBy({ warnedAt: null }, rules)).toBeNull()
    expect(`${answerBy({ warnedAt }, rules)}`).toBe('2026-11-26T18:30:00Z')
  })
})
