import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  doubtAbout,
  doubtAboutLock,
  momentOf,
  openings,
  openingsOf,
  waysToKnow,
  waysToKnowOf,
  wordIn,
  wordOf,
} from '#lib/domain/lock/by-hand.ts'
import type { UnlockIntent } from '#lib/domain/lock/unlock.ts'

const start = Temporal.Instant.from('2026-11-21T04:00:00Z')
const at = (seconds: number) => start.add({ seconds })
const compare = Temporal.Instant.compare

const indefinite: UnlockIntent = { kind: 'indefinite' }
const release: UnlockIntent = { kind: 'release' }
const until: UnlockIntent = { kind: 'until', relockAt: at(9_000) }

function doubt(values: Partial<Parameters<typeof doubtAbout>[0]> = {}, intent = indefinite) {
  const seen = { knownBy: 'console', opening: 'as_asked', seenAt: at(60), ...values } as const
  return doubtAbout(seen, { intent, requestedAt: at(0) }, at(10_000))
}

describe('what somebody saw counts', () => {
  test('from the request on, until now', () => {
    const second = fc.integer({ min: -20_000, max: 20_000 }).map(at)
    fc.assert(
      fc.property(second, second, second, (seenAt, requestedAt, now) => {
        const seen = { knownBy: 'in_hand', opening: 'as_asked', seenAt } as const
        const isIn = compare(seenAt, requestedAt) >= 0 && compare(seenAt, now) <= 0
        expect(doubtAbout(seen, { intent: indefinite, requestedAt }, now) === undefined).toBe(isIn)
      }),
    )
    expect(doubt({ seenAt: at(10_001) })).toBe('in_the_future')
    expect(doubt({ seenAt: at(-1) })).toBe('before_the_request')
  })

  test('only when the phone is open as it was asked for, or longer', () => {
    for (const intent of [indefinite, release, until]) {
      expect(doubt({}, intent)).toBeUndefined()
      expect(doubt({ opening: 'less' }, intent)).toBe('less_than_asked')
    }
    expect(doubt({ opening: 'longer' }, until)).toBeUndefined()
  })

  test('no longer once the time it was asked for is over', () => {
    expect(doubt({ seenAt: at(8_999) }, until)).toBeUndefined()
    expect(doubt({ seenAt: at(9_000) }, until)).toBe('after_its_end')
    expect(doubt({ seenAt: at(9_000), opening: 'longer' }, until)).toBeUndefined()
  })

  test('the borrower’s word for an open phone, not for a lock that is gone for good', () => {
    expect(doubt({ knownBy: 'borrower' }, until)).toBeUndefined()
    expect(doubt({ knownBy: 'borrower' }, release)).toBe('not_to_be_known_so')
    expect(waysToKnowOf(release)).toEqual(['in_hand', 'console'])
    expect(waysToKnowOf(until)).toEqual([...waysToKnow])
  })
})

test('only what has an end can be open for longer', () => {
  expect(openingsOf(until)).toEqual([...openings])
  for (const intent of [indefinite, release])
    expect(openingsOf(intent)).toEqual(['as_asked', 'less'])
})

test('a minute that is named means its end, or now while it lasts; a minute to come stays to come', () => {
  fc.assert(
    fc.property(fc.integer({ min: -500, max: 500 }), fc.nat(59), (minutes, seconds) => {
      const [minute, now] = [at(minutes * 60), at(seconds)]
      const meant = momentOf(minute, now)
      expect(compare(meant, minute)).toBeGreaterThanOrEqual(0)
      expect(compare(meant, minute.add({ minutes: 1 }))).toBeLessThan(0)
      expect(compare(meant, now) > 0).toBe(minutes > 0)
    }),
  )
})

test('a word is kept so that it can be read again', () => {
  fc.assert(
    fc.property(fc.constantFrom(...waysToKnow), fc.string(), (knownBy, note) => {
      expect(wordIn(wordOf({ knownBy, note }))).toEqual({ knownBy, note })
    }),
  )
  expect(wordIn('online; unlocked')).toEqual({ knownBy: undefined, note: 'online; unlocked' })
})

test('a lock that was seen counts when it is younger than what is known, and not to come', () => {
  const second = fc.integer({ min: -20_000, max: 20_000 }).map(at)
  fc.assert(
    fc.property(second, fc.option(second), second, (seenAt, openSince, now) => {
      const isYounger = openSince === null || compare(seenAt, openSince) > 0
      const isIn = isYounger && compare(seenAt, now) <= 0
      expect(doubtAboutLock({ knownBy: 'console', seenAt }, openSince, now) === undefined).toBe(
        isIn,
      )
    }),
  )
  const seen = (seconds: number) => ({ knownBy: 'console', seenAt: at(seconds) }) as const
  expect(doubtAboutLock(seen(61), null, at(60))).toBe('in_the_future')
  expect(doubtAboutLock(seen(30), at(30), at(60))).toBe('before_it_was_open')
})
