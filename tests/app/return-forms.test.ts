import { describe, expect, test } from 'vitest'
import { readInspection, readVerdict } from '#app/desk/returns/[returnId]/read-forms.ts'

const half = { currency: 'LKR', locale: 'en-GB', rule: 'half' } as const
const owedAfter = { good: 100n, worn: 200n, damaged: 300n, not_working: 400n }
const about = { currency: 'JPY', locale: 'en-GB', owedAfter, currentMinor: 300n }

describe('an inspection as it was typed', () => {
  test('a condition and what was seen', () => {
    expect(readInspection({ condition: 'worn', note: 'Scratches' }, half)).toEqual({
      condition: 'worn',
      note: 'Scratches',
      damageMinor: 0n,
    })
  })

  test('what damage adds, with its reason', () => {
    const typed = { condition: 'damaged', note: 'Cracked', damage: '1,250.50' }
    expect(readInspection(typed, half)).toMatchObject({ damageMinor: 125_050n })
  })

  test('an amount that could be two is none', () => {
    const typed = { condition: 'damaged', note: 'Cracked', damage: '1,250' }
    expect(readInspection(typed, half)).toMatchObject({ damageMinor: 125_000n })
    const fault = { field: 'damage', fault: 'not_an_amount' }
    expect(readInspection(typed, { ...half, currency: 'KWD' })).toEqual(fault)
  })

  test.for([
    [{}, 'condition', 'condition'],
    [{ condition: 'perfect' }, 'condition', 'condition'],
    [{ condition: 'damaged', damage: 'much' }, 'damage', 'not_an_amount'],
    [{ condition: 'worn', note: 'x', damage: '5' }, 'damage', 'damage_not_decided'],
    [{ condition: 'damaged', damage: '5' }, 'note', 'damage_without_note'],
  ] as const)('%j is refused at its field', ([typed, field, fault]) => {
    expect(readInspection(typed, half)).toEqual({ field, fault })
  })
})

describe('a decision about a dispute as it was typed', () => {
  test.for([
    [{ verdict: 'keep' }, '300'],
    [{ verdict: 'condition_worn' }, '200'],
    [{ verdict: 'lower', owed: '250' }, '250'],
    [{ verdict: 'lower', owed: '0' }, '0'],
  ] as const)('%j leaves %s', ([typed, left]) => {
    const read = readVerdict(typed, about)
    expect('leftMinor' in read && `${read.leftMinor}`).toBe(left)
  })

  test.for([
    [{}, 'verdict'],
    [{ verdict: 'condition_not_working' }, 'verdict'],
    [{ verdict: 'lower' }, 'owed'],
    [{ verdict: 'lower', owed: '300' }, 'owed'],
    [{ verdict: 'lower', owed: '-1' }, 'owed'],
  ] as const)('%j is refused at its field', ([typed, field]) => {
    expect(readVerdict(typed, about)).toEqual({ field })
  })
})
