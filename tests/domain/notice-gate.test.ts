import { globSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isDemandTime } from '#lib/domain/lock/hours.ts'
import { isDemand, noticeKinds } from '#lib/domain/notice.ts'
import {
  type ContactChoices,
  channelsFor,
  directKinds,
  gateNotice,
  hoursOf,
  isStrangers,
  noChoices,
  toldAfterStop,
} from '#lib/domain/notice-gate.ts'
import { lenderPolicySchema } from '#lib/domain/policy/lender-policy.ts'
import { policy as given } from '#tests/support/policy.ts'

// Some that change their clocks at midnight, by half an hour, or not at all.
const zones = [
  ...['Asia/Colombo', 'America/Mexico_City', 'Europe/London', 'Asia/Beirut', 'America/Santiago'],
  ...['Australia/Lord_Howe', 'Africa/Cairo', 'Pacific/Apia', 'UTC'],
]
const spans = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 1, max: 24 }))
  .filter(([from, until]) => from < until)
const instants = fc
  .integer({ min: 1_790_000_000, max: 1_860_000_000 })
  .map((seconds) => Temporal.Instant.fromEpochMilliseconds(seconds * 1_000))
const has = fc
  .constantFrom([true, true], [true, false], [false, true])
  .map(([email = false, sms = false]) => ({ email, sms }))
const choices: fc.Arbitrary<ContactChoices> = fc.record({
  channel: fc.constantFrom('email' as const, 'sms' as const, 'both' as const, null),
  hours: fc.option(spans.map(([from, until]) => ({ from, until }))),
  isStopped: fc.boolean(),
})
const clocks = fc
  .tuple(spans, fc.constantFrom(...zones))
  .map(([[demandsFrom, demandsUntil], timeZone]) => {
    const policy = lenderPolicySchema.parse(given)
    return {
      timeZone,
      policy: { ...policy, hours: { ...policy.hours, demandsFrom, demandsUntil } },
    }
  })

test('whatever is chosen, in every zone and on every day: what is sent may be sent, and what waits is sent then', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...noticeKinds),
      fc.constantFrom('email' as const, 'sms' as const),
      choices,
      has,
      clocks,
      instants,
      (kind, channel, chosen, reached, clock, now) => {
        const asked = { kind, channel, choices: chosen, has: reached }
        const verdict = gateNotice(asked, clock, now)
        const silenced = chosen.isStopped && (isStrangers(kind) || toldAfterStop[kind] === 'no')
        const ways = channelsFor(kind, chosen, reached)
        expect(ways.length).toBeGreaterThan(0)
        expect(ways.every((way) => reached[way])).toBe(true)
        const expected = !ways.includes(channel)
          ? { act: 'withhold', reason: 'other_channel' }
          : silenced
            ? { act: 'withhold', reason: 'stopped' }
            : isDemand(kind)
              ? {}
              : { act: 'send' }
        expect(verdict).toMatchObject(expected)
        if (!('until' in verdict) && !(isDemand(kind) && verdict.act === 'send')) return
        const sentAt = verdict.act === 'wait' ? verdict.until : now
        // Never outside of the lender's hours, nor of their own where those leave room.
        expect(isDemandTime(sentAt, clock)).toBe(true)
        const within = hoursOf(clock.policy.hours, chosen.hours)
        const { hour } = sentAt.toZonedDateTimeISO(clock.timeZone)
        expect(hour).toBeGreaterThanOrEqual(within.from)
        expect(hour).toBeLessThan(within.until)
        if (verdict.act !== 'wait') return
        expect(Temporal.Instant.compare(verdict.until, now)).toBe(1)
        expect(now.until(verdict.until).total('hours')).toBeLessThanOrEqual(73)
        expect(gateNotice(asked, clock, verdict.until).act).toBe('send')
      },
    ),
    { numRuns: 3_000 },
  )
})

test('stopping leaves what is about money, a lock or an answer that somebody waits for', () => {
  const silenced = noticeKinds.filter((kind) => toldAfterStop[kind] === 'no')
  expect(silenced.toSorted()).toEqual([
    ...['dispute_received', 'plan_received', 'promise_kept', 'promise_made', 'promise_reminder'],
    ...['return_arranged', 'return_reminder'],
  ])
})

test('whoever has no account here is known by the kind of what is sent to them', () => {
  expect(noticeKinds.filter(isStrangers).toSorted()).toEqual([
    ...['buyer_answered', 'money_given_back_helper', 'money_set_aside_helper', 'receipt_helper'],
    ...['voucher_made_helper', 'voucher_not_needed_helper'],
  ])
})

test('a warning that must not be missed goes every way; else what was chosen, and what there is where it is gone', () => {
  const both = { email: true, sms: true }
  expect(channelsFor('plan_missed', { channel: 'sms' }, both)).toEqual(['email', 'sms'])
  expect(channelsFor('receipt', { channel: 'sms' }, both)).toEqual(['sms'])
  expect(channelsFor('receipt', { channel: 'both' }, both)).toEqual(['email', 'sms'])
  expect(channelsFor('receipt', noChoices, both)).toEqual(['email'])
  expect(channelsFor('receipt', { channel: 'sms' }, { email: true, sms: false })).toEqual(['email'])
  expect(channelsFor('receipt', noChoices, { email: false, sms: false })).toEqual([])
})

const files = globSync('{app,lib}/**/*.{ts,tsx}').filter((file) => !file.startsWith('lib/demo/'))
const naming = (name: RegExp) =>
  files.filter((file) => name.test(readFileSync(file, 'utf8'))).toSorted()

test('nothing else hands a mail or a text to who sends it, and a pass is made by the gate alone', () => {
  expect(naming(/\bsendMail\(/)).toEqual([
    'lib/gateways/mail/mail.ts',
    'lib/gateways/watched-delivery.ts',
  ])
  expect(naming(/\bsendSms\(/)).toEqual([
    'lib/gateways/sms/sms.ts',
    'lib/gateways/watched-delivery.ts',
  ])
  expect(naming(/as Passed\b/)).toEqual(['lib/domain/notice-gate.ts'])
  expect(naming(/nodemailer|env\(\)\.SMS_URL\b.*fetch/)).toEqual(['lib/gateways/mail/mail.ts'])
  expect(naming(/\bgateNotice\(/)).toEqual([
    'lib/domain/notice-gate.ts',
    'lib/notices/claim-notice.ts',
  ])
  const direct = files.flatMap((file) =>
    [
      ...readFileSync(file, 'utf8').matchAll(
        /'(sign_in_code|shared_address|desk_link|failed_sign_ins)'/g,
      ),
    ].map(([, kind]) => kind),
  )
  expect([...new Set(direct)].toSorted()).toEqual(Object.keys(directKinds).toSorted())
})
