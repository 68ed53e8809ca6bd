import { describe, expect, test } from 'vitest'
import {
  checkedStateOf,
  entriesFor,
  makerOf,
  ownLine,
  shownEntries,
} from '#lib/domain/directory.ts'
import { answers } from '#lib/domain/lock/screens.ts'
import {
  type DirectoryEntry,
  directoryPolicySchema,
  entryKinds,
} from '#lib/domain/policy/directory-policy.ts'

const today = Temporal.PlainDate.from('2026-12-01')
const entry = (changes: Partial<DirectoryEntry>): DirectoryEntry => ({
  kind: 'maker',
  name: 'Care line',
  country: 'LK',
  phone: '119',
  checkedOn: '2026-11-30',
  checkedBy: 'Ana',
  ...changes,
})
const shown = (...entries: DirectoryEntry[]) =>
  shownEntries({ directory: directoryPolicySchema.parse({ entries }), country: 'LK' }, today)

describe('an entry', () => {
  test('is shown for as many days as it is good for, and not a day longer', () => {
    const dates = ['2026-06-03', '2026-06-04', '2026-12-01'] as const
    const entries = dates.map((checkedOn) => entry({ name: checkedOn, checkedOn }))
    expect(shown(...entries).map(({ name }) => name)).toEqual(['2026-06-04', '2026-12-01'])
  })

  test('is told to the desk before it is hidden', () => {
    const policy = { validDays: 30, warnDays: 7 }
    const state = (checkedOn: string) => checkedStateOf({ checkedOn }, policy, today)
    expect(state('2026-12-01')).toEqual({
      state: 'good',
      until: Temporal.PlainDate.from('2026-12-31'),
    })
    expect(state('2026-11-08').state).toBe('good')
    expect(state('2026-11-07').state).toBe('soon')
    expect(state('2026-11-01').state).toBe('soon')
    expect(state('2026-10-31').state).toBe('over')
  })

  test('of the lender’s own country comes before any of another', () => {
    const there = shown(
      entry({ name: 'abroad', country: 'IN', kind: 'lender_hotline' }),
      entry({ name: 'carrier', kind: 'carrier' }),
      entry({ name: 'shop', kind: 'lender_shop' }),
    )
    expect(there.map(({ name }) => name)).toEqual(['shop', 'carrier', 'abroad'])
  })
})

describe('what a phone says', () => {
  const all = shown(
    ...entryKinds.map((kind) => entry({ kind, name: kind })),
    entry({ name: 'xiaomi', brand: 'Xiaomi' }),
    entry({ name: 'samsung', brand: 'Samsung' }),
  )
  const names = (...asked: [Parameters<typeof entriesFor>[1], string?]) =>
    entriesFor(all, ...asked).map(({ name }) => name)

  test('has somebody to ask, whatever it is', () => {
    for (const answer of Object.keys(answers) as (keyof typeof answers)[])
      expect(names(answer), answer).not.toEqual([])
  })

  test('leads to those who can do something about it', () => {
    expect(names('xiaomi')).toEqual(['maker', 'xiaomi', 'service_centre'])
    expect(names('sim')).toEqual(['carrier', 'network_unlock'])
    expect(names('pin')).toEqual(['lender_shop', 'service_centre'])
    expect(names('payment')).toEqual(['lender_hotline', 'lender_shop'])
  })

  test('leads to the maker of the phone in question only, by any of its brands', () => {
    expect(names('google', 'Redmi')).toEqual(['maker', 'xiaomi', 'service_centre'])
    expect(names('google', 'Nokia')).toEqual(['maker', 'service_centre'])
    expect(names('google')).toContain('samsung')
    expect(makerOf(' POCO ')).toBe('xiaomi')
  })
})

test('the lender’s own number stands once, with the hours of its help line', () => {
  const hours = { spans: [], note: '9 to 5' }
  const own = shown(entry({ kind: 'lender_hotline', phone: '(011) 555 0100' }))
  const listed = ownLine(own, { phone: '011-555-0100', hours })
  expect(listed).toMatchObject({ isOwnLineListed: true, entries: [{ opening: hours }] })
  expect(ownLine(own, { phone: '011 555 0199', hours }).isOwnLineListed).toBe(false)
  expect(ownLine(own, undefined)).toEqual({ entries: own, isOwnLineListed: false })
})
