import { expect, test } from 'vitest'
import { languages } from '#lib/domain/languages.ts'
import { howItKeeps } from '#lib/domain/promise/keeping.ts'
import { translator } from '#lib/i18n/translator.ts'

test.for<[amountMinor: bigint, onItsWayMinor: bigint, how: string | undefined]>([
  [499n, 0n, undefined],
  [500n, 0n, 'alone'],
  [299n, 200n, undefined],
  [300n, 200n, 'together'],
  [500n, 200n, 'alone'],
  [500n, 499n, 'alone'],
  [1n, 499n, 'together'],
  [1n, 500n, undefined],
  [500n, 500n, 'anyway'],
])('of 500, %d keeps it with %d on its way: %s', ([amountMinor, onItsWayMinor, how]) => {
  expect(howItKeeps(amountMinor, { restMinor: 500n, onItsWayMinor })).toBe(how)
})

test.each(languages)(
  'in %s, what is on its way is named where it has to do with it',
  (language) => {
    const said = (how: string) =>
      translator(language, 'pay')('keeps_promise', { how, onItsWay: '200' })
    expect(said('alone')).not.toContain('200')
    for (const how of ['together', 'anyway']) expect(said(how)).toContain('200')
  },
)
