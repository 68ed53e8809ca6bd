import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { splitCapture } from '#lib/domain/money/capture-split.ts'
import { examples } from '#tests/support/examples.ts'

const today = Temporal.PlainDate.from('2026-11-21')
const schedule = ['2026-10-01', '2026-12-01', '2027-01-01'].map((dueOn, index) => ({
  number: index + 1,
  dueOn: Temporal.PlainDate.from(dueOn),
  amountMinor: 100n,
}))
const balance = { schedule, outstandingMinor: 300n }
const money = { rebateMinor: 0n, today }
const nothing = { loanMinor: 0n, rebateMinor: 0n, creditMinor: 0n, excessMinor: 0n }

test('money goes to the loan up to what is owed; the rest is credit', () => {
  expect(splitCapture(balance, { ...money, receivedMinor: 350n })).toEqual({
    ...nothing,
    loanMinor: 300n,
    creditMinor: 50n,
  })
})

describe('beside another payment', () => {
  // The page said that 300 were owed; what is left of them now is `outstandingMinor`.
  const seen = { owedMinor: 300n, pageRebateMinor: 0n, stepMinor: 1n }
  const beside = (outstandingMinor: bigint, receivedMinor: bigint, rebateMinor = 0n) =>
    splitCapture(
      { schedule, outstandingMinor },
      {
        ...money,
        receivedMinor,
        rebateMinor,
        paidBeside: { ...seen, pageRebateMinor: rebateMinor },
      },
    )

  test('what is overdue is paid first, and what was paid meanwhile goes back', () => {
    expect(beside(200n, 100n)).toEqual({ ...nothing, excessMinor: 100n })
    expect(beside(260n, 100n)).toEqual({ ...nothing, loanMinor: 60n, excessMinor: 40n })
    // Two who each pay one of two overdue installments pay both.
    const later = Temporal.PlainDate.from('2026-12-02')
    const twoOverdue = { ...money, today: later, paidBeside: seen }
    const second = { schedule, outstandingMinor: 200n }
    expect(splitCapture(second, { ...twoOverdue, receivedMinor: 100n })).toEqual({
      ...nothing,
      loanMinor: 100n,
    })
  })

  test('what its page said beyond that it pays as well', () => {
    expect(beside(200n, 200n)).toEqual({ ...nothing, loanMinor: 100n, excessMinor: 100n })
    expect(beside(200n, 300n)).toEqual({ ...nothing, loanMinor: 200n, excessMinor: 100n })
  })

  test('settling costs what the page said, less what others paid', () => {
    const settled = { ...nothing, rebateMinor: 10n }
    expect(beside(200n, 290n, 10n)).toEqual({ ...settled, loanMinor: 190n, excessMinor: 100n })
    expect(beside(5n, 290n, 10n)).toEqual({ ...nothing, rebateMinor: 5n, excessMinor: 290n })
    expect(beside(0n, 290n, 10n)).toEqual({ ...nothing, excessMinor: 290n })
  })

  test('what was said elsewhere to settle it waives nothing for money that goes back', () => {
    const said = { ...money, rebateMinor: 10n, paidBeside: seen }
    const paidMeanwhile = { schedule, outstandingMinor: 100n }
    expect(splitCapture(paidMeanwhile, { ...said, receivedMinor: 95n })).toEqual({
      ...nothing,
      excessMinor: 95n,
    })
    // What its page said that it pays is enough with that.
    expect(splitCapture(paidMeanwhile, { ...said, receivedMinor: 295n })).toEqual({
      ...nothing,
      rebateMinor: 10n,
      loanMinor: 90n,
      excessMinor: 205n,
    })
  })
})

test('a settlement quote waives what it said, and nothing when it ends no loan', () => {
  const settled = splitCapture(balance, { ...money, receivedMinor: 290n, rebateMinor: 10n })
  expect(settled).toEqual({ ...nothing, loanMinor: 290n, rebateMinor: 10n })
  const partly = splitCapture(balance, { ...money, receivedMinor: 250n, rebateMinor: 10n })
  expect(partly).toEqual({ ...nothing, loanMinor: 250n })
})

test('whatever comes in: every unit has one place, credit only where nothing is owed, nothing back that the page asked for', () => {
  const amount = fc.bigInt({ min: 0n, max: 500n })
  let runs = 0
  fc.assert(
    fc.property(
      fc.record({ receivedMinor: amount, rebateMinor: amount, owedMinor: amount }),
      amount,
      fc.boolean(),
      ({ owedMinor, ...captured }, outstandingMinor, isBeside) => {
        runs += 1
        const paidBeside = isBeside
          ? { paidBeside: { owedMinor, pageRebateMinor: captured.rebateMinor, stepMinor: 1n } }
          : {}
        const split = splitCapture(
          { schedule, outstandingMinor },
          { ...captured, ...paidBeside, today },
        )
        const leftMinor = outstandingMinor - split.loanMinor - split.rebateMinor
        expect(split.loanMinor + split.creditMinor + split.excessMinor).toBe(captured.receivedMinor)
        expect(leftMinor >= 0n && split.rebateMinor <= captured.rebateMinor).toBe(true)
        expect(split.creditMinor === 0n || leftMinor === 0n).toBe(true)
        // What goes back is no more than what the ledger moved by since the page was opened.
        const movedMinor = owedMinor > outstandingMinor ? owedMinor - outstandingMinor : 0n
        const pageMinor = captured.receivedMinor + captured.rebateMinor
        const beyondMinor = pageMinor > owedMinor ? pageMinor - owedMinor : 0n
        expect(split.excessMinor <= movedMinor + beyondMinor).toBe(true)
        if (isBeside) expect(split.creditMinor).toBe(0n)
        else expect(split.excessMinor).toBe(0n)
      },
    ),
    { numRuns: examples(2_000) },
  )
  expect(runs).toBeGreaterThanOrEqual(examples(2_000))
})

test('beside another, what goes back is in whole steps; the fraction pays what is owed, or is credit', () => {
  const beside = { ...money, paidBeside: { owedMinor: 300n, pageRebateMinor: 0n, stepMinor: 10n } }
  const paidOff = { ...balance, outstandingMinor: 45n }
  expect(splitCapture(paidOff, { ...beside, receivedMinor: 300n })).toEqual({
    loanMinor: 45n,
    rebateMinor: 0n,
    creditMinor: 5n,
    excessMinor: 250n,
  })
  const stillOwed = { ...balance, outstandingMinor: 265n }
  expect(splitCapture(stillOwed, { ...beside, receivedMinor: 107n })).toEqual({
    loanMinor: 77n,
    rebateMinor: 0n,
    creditMinor: 0n,
    excessMinor: 30n,
  })
})
