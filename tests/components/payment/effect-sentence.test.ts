import { describe, expect, test } from 'vitest'
import { effectWords } from '#components/payment/effect-sentence.ts'
import { languages } from '#lib/domain/languages.ts'
import type { Effect } from '#lib/domain/lock/effect.ts'
import type { Opening } from '#lib/domain/lock/opening.ts'
import { translator } from '#lib/i18n/translator.ts'

const now = Temporal.Instant.from('2026-11-20T06:00:00Z')
const reader = { locale: 'en-GB', timeZone: 'Asia/Colombo', now }
const nextDueOn = Temporal.PlainDate.from('2026-12-01')
const relockAt = Temporal.Instant.from('2026-11-27T06:00:00Z')

const effects = {
  none: { kind: 'none', moreNeededMinor: 100_000n },
  part: { kind: 'until', relockAt, cleared: false, nextDueOn },
  cleared: { kind: 'until', relockAt, cleared: true, nextDueOn },
  now: { kind: 'indefinite', nextDueOn: undefined },
  release: { kind: 'release' },
  waits: { kind: 'release', waits: true },
} as const satisfies Record<string, Effect>
const kinds = Object.keys(effects) as (keyof typeof effects)[]

type Said = { [Kind in keyof typeof effects]: string }
type Sides = { own: Said; helper: Said }

const until = 'Fri 27 November at 11:30'
const dueOn = '1 December'
const own =
  ' It ends the loan, and the lock is removed for good once a bank’s dispute about an earlier payment is over'
const helped = ' The lock is removed for good later'
const every = (said: string): Said => Object.fromEntries(kinds.map((kind) => [kind, said])) as Said
const twice = (said: string): Sides => ({ own: every(said), helper: every(said) })

const open: Sides = {
  own: {
    none: 'Gives no more time yet: Rs 1,000.00 more is needed',
    part: `Stays unlocked until ${until}`,
    cleared: `Stays unlocked, nothing due until ${dueOn}`,
    now: 'Stays unlocked',
    release: 'Ends the loan. The lock is removed for good',
    waits: `Stays unlocked.${own}`,
  },
  helper: {
    none: 'Gives no more time yet: Rs 1,000.00 more is needed',
    part: `Stays unlocked until ${until}`,
    cleared: 'The phone stays unlocked',
    now: 'The phone stays unlocked',
    release: 'The phone stays unlocked. The lock is removed for good',
    waits: `The phone stays unlocked.${helped}`,
  },
}
const helper: Said = {
  none: 'Does not unlock yet: Rs 1,000.00 more is needed',
  part: `Unlocks until ${until}`,
  cleared: 'Unlocks the phone',
  now: 'Unlocks the phone',
  release: 'Unlocks the phone. The lock is removed for good',
  waits: `Unlocks the phone.${helped}`,
}
const later: Sides = {
  own: {
    none: 'Does not unlock yet: Rs 1,000.00 more is needed',
    part: `Unlocks until ${until}`,
    cleared: `Unlocks the phone, nothing due until ${dueOn}`,
    now: 'Unlocks the phone',
    release: 'Ends the loan. The lock is removed for good',
    waits: `Unlocks the phone.${own}`,
  },
  helper,
}

/** What is said before paying, of every way in which a phone opens. */
const said: Record<Opening, Sides> = {
  open,
  said_open: open,
  within_minutes: {
    own: {
      ...later.own,
      cleared: `Unlocks now, nothing due until ${dueOn}`,
      now: 'Unlocks now',
      waits: `Unlocks now.${own}`,
    },
    helper,
  },
  when_online: later,
  by_person: later,
  service_down: later,
  offline_lock: {
    own: {
      none: 'Gives no more time yet: Rs 1,000.00 more is needed',
      part: `Opens once it is online, until ${until}`,
      cleared: `Opens once it is online, nothing due until ${dueOn}`,
      now: 'Opens once it is online',
      release: 'Ends the loan. The lock is removed for good once the phone is online',
      waits: `Opens once it is online.${own}`,
    },
    helper: {
      none: 'Gives no more time yet: Rs 1,000.00 more is needed',
      part: `Opens once it is online, until ${until}`,
      cleared: 'Opens once the phone is online',
      now: 'Opens once the phone is online',
      release: 'Opens once the phone is online. The lock is removed for good',
      waits: `Opens once the phone is online.${helped}`,
    },
  },
  other_lock: {
    own: {
      none: 'Gives no more time yet: Rs 1,000.00 more is needed',
      part: `No lock from us until ${until}. The other lock stays`,
      cleared: `Nothing due until ${dueOn}. The other lock stays`,
      now: 'Nothing overdue after this. The other lock stays',
      release: 'Ends the loan. Our lock is removed for good, the other lock stays',
      waits: `Nothing overdue after this. The other lock stays.${own}`,
    },
    helper: {
      none: 'Gives no more time yet: Rs 1,000.00 more is needed',
      part: `No lock from the lender until ${until}. The other lock stays`,
      cleared: 'The lender’s lock goes. The other lock stays',
      now: 'The lender’s lock goes. The other lock stays',
      release: 'The lender’s lock is removed for good. The other lock stays',
      waits: `The lender’s lock goes. The other lock stays.${helped}`,
    },
  },
  returned: twice('Counted towards what is still to be paid'),
  released: twice('The lender’s lock is gone for good and does not come back'),
}
const openings = Object.keys(said) as Opening[]

const about = { currency: 'LKR', reader, leftOpen: null }
const plain = (text: string) => text.replace(/[\u2066-\u2069]/g, '').replace(/\s/g, ' ')

describe.each(openings)('of a phone that opens so: %s', (opening) => {
  test.each(['own', 'helper'] as const)('%s: what each amount does to the lock', (side) => {
    for (const kind of kinds) {
      const wish = { ...about, opening, isHelper: side === 'helper' }
      const words = effectWords(translator('en', 'effect'), effects[kind], wish)
      expect(plain(words), kind).toBe(said[opening][side][kind])
    }
  })
})

// The words that promise it at once; said of a phone that opens within minutes, and of no other.
const atOnce = { en: 'now', es: 'ahora', ar: 'الآن' }

for (const language of languages)
  test(`${language}: only a phone that opens within minutes is said to unlock now`, () => {
    const t = translator(language, 'effect')
    const saysNow = openings.filter((opening) =>
      [false, true].some((isHelper) =>
        kinds.some((kind) =>
          effectWords(t, effects[kind], { ...about, opening, isHelper }).includes(atOnce[language]),
        ),
      ),
    )
    expect(saysNow).toEqual(['within_minutes'])
  })

test('what is left open anyway is never said to be less by paying', () => {
  const t = translator('en', 'effect')
  const leftOpen = Temporal.Instant.from('2026-12-04T06:00:00Z')
  const wish = { ...about, opening: 'within_minutes', leftOpen } as const
  expect(plain(effectWords(t, effects.part, wish))).toBe('Unlocks until Fri 4 December at 11:30')
  expect(plain(effectWords(t, effects.none, wish))).toBe(open.own.none)
})
