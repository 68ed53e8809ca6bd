import { describe, expect, test } from 'vitest'
import {
  chosenPlan,
  planView,
  readBudget,
} from '#app/(borrower)/phones/[deviceId]/plan/plan-view.ts'
import { formatMoney } from '#lib/domain/money/money.ts'
import { balance, basis } from '#tests/domain/plan/given-plan-basis.ts'

const twoLate = balance([
  ['2026-09-20', 851_539n],
  ['2026-10-20', 851_539n],
  ['2026-12-20', 851_539n],
  ['2027-01-20', 851_536n],
])
const untouched = { reasons: [], note: '', budget: {}, kind: '', monthly: '' }
const view = (on = basis(twoLate, '2026-11-21'), typed = {}) =>
  planView(on, { ...untouched, ...typed }, 'en-GB')

describe('the page of plans', () => {
  test('a budget with an amount that could be two names its line', () => {
    const typed = { income: '١٬٢٣٤', housing: '1,234', living: '1.5' }
    expect(readBudget(typed, 'KWD', 'en-GB').faults).toEqual(['housing'])
    expect(readBudget(typed, 'LKR', 'en-GB').faults).toEqual([])
  })

  test('no plan is said to fit where the figures leave less than it asks for', () => {
    const suggested = (income: string) =>
      view(undefined, { budget: { income, housing: '10000' } }).options.filter(
        ({ isSuggested }) => isSuggested,
      )
    expect(suggested('10000')).toEqual([])
    expect(suggested('9000')).toEqual([])
    expect(suggested('10050')).toEqual([])
    expect(suggested('60000')).toHaveLength(1)
    expect(view().options.some(({ isSuggested }) => isSuggested)).toBe(false)
  })

  test.for(['en-GB', 'es-MX', 'ar-EG'])(
    'takes every amount it shows, typed as it stands in %s',
    (locale) => {
      const on = basis(twoLate, '2026-11-21')
      const { options, limits } = view(on)
      expect(options.some(({ eachMinor, lastMinor }) => eachMinor !== lastMinor)).toBe(true)
      const amounts = [...options.map(({ eachMinor }) => eachMinor), limits?.minimumMinor ?? 0n]
      for (const amountMinor of amounts) {
        const monthly = formatMoney({ amountMinor, currency: on.currency }, locale)
        const draft = { ...untouched, kind: 'own_amount', monthly }
        const typed = planView(on, draft, locale)
        expect([monthly, typed.ownFault]).toEqual([monthly, undefined])
        expect(chosenPlan(typed, draft)?.eachMinor).toBe(amountMinor)
      }
    },
  )

  test('less than it names is refused by the same limit', () => {
    const { limits } = view()
    const less = `${Number((limits?.minimumMinor ?? 0n) - 1n) / 100}`
    const typed = { kind: 'own_amount', monthly: less }
    expect(view(undefined, typed)).toMatchObject({
      limits,
      own: undefined,
      ownFault: 'below_minimum',
    })
  })

  test('where no amount would help none is asked for, and none is wrong', () => {
    const one = basis(balance([['2026-12-20', 100n]]), '2026-11-21', { mostExtraMonths: 0 })
    const typed = { kind: 'own_amount', monthly: '0.50' }
    expect(view(one, typed)).toMatchObject({
      limits: undefined,
      own: undefined,
      ownFault: undefined,
    })
  })
})
