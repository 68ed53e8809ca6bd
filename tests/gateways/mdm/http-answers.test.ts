import { expect, test } from 'vitest'
import { device, givenLockService, refusal } from './given-lock-service.ts'

const { baseUrl, heard, portWith, unlock, answer } = await givenLockService()

const snapshot = {
  id: 'dev-1',
  actual: 'unlocked',
  desired: 'unlocked',
  otherLocks: [],
  relockAt: null,
  lastSeenAt: '2026-11-21T09:43:00+05:30',
  observedAt: '2026-11-21T04:13:00Z',
  rawStatus: 'OPEN',
}

test('an unlock is one signed request that carries the absolute time', async () => {
  answer(202, { handle: 'h-7', offlineCode: { code: '12345678' } })
  expect(await unlock()).toEqual({
    outcome: 'accepted',
    handle: 'h-7',
    offlineCode: { code: '12345678' },
  })
  const request = heard.at(-1)
  expect(request?.url).toBe('/keyturn/v1/devices/dev-1/unlocks')
  expect(JSON.parse(request?.body ?? '')).toEqual({
    commandId: 'c-1',
    attempt: 2,
    intent: { kind: 'until', relockAt: '2026-11-28T12:30:00.000Z' },
  })
  expect(request?.headers['keyturn-signature']).toMatch(/^v1=[0-9a-f]{64}$/)
})

test.for([
  [400, refusal('bad'), 'invalid_request'],
  [401, '', 'auth_expired'],
  [403, refusal('tenant'), 'config'],
  [404, refusal('device_not_found'), 'not_found'],
  [404, '<h1>nginx</h1>', 'contract'],
  [408, '', 'ambiguous'],
  [409, refusal('something'), 'contract'],
  [422, refusal('device_state_transient'), 'device_state_transient'],
  [422, refusal('device_state_terminal'), 'device_state_terminal'],
  [422, refusal('unsupported'), 'unsupported'],
  [422, refusal('other_agent'), 'other_agent'],
  [422, refusal('never heard of'), 'contract'],
  [422, 'no body', 'contract'],
  [429, '', 'rate_limited'],
  [500, 'oops', 'provider_down'],
  [502, '', 'ambiguous'],
  [503, '<h1>down</h1>', 'provider_down'],
  [504, '', 'ambiguous'],
  [200, 'not json', 'contract'],
  [200, { alreadySatisfied: true }, 'contract'],
  [202, 'not json', 'contract'],
  [204, '', 'contract'],
  [418, refusal('teapot'), 'contract'],
] as const)('%i %o is %s', async ([status, body, errorClass]) => {
  answer(status, body)
  expect(await unlock()).toMatchObject({
    outcome: 'failed',
    error: { class: errorClass, httpStatus: status },
  })
})

test('a redirect is never followed', async () => {
  answer(307, '', { location: `${baseUrl}/elsewhere` })
  const before = heard.length
  expect(await unlock()).toMatchObject({ error: { class: 'contract', httpStatus: 307 } })
  expect(heard.length).toBe(before + 1)
})

test.for([
  [200, { alreadySatisfied: true, device: snapshot }],
  [409, { ...refusal('already_unlocked'), device: snapshot }],
] as const)('%i with the device’s state is satisfied already', async ([status, body]) => {
  answer(status, body)
  expect(await unlock()).toEqual({
    outcome: 'already_satisfied',
    snapshot: {
      actual: 'unlocked',
      desired: 'unlocked',
      otherLocks: [],
      lastSeenAt: Temporal.Instant.from('2026-11-21T04:13:00Z'),
      observedAt: Temporal.Instant.from('2026-11-21T04:13:00Z'),
      rawStatus: 'OPEN',
    },
  })
})

test.for([
  ['a locked device', { ...snapshot, actual: 'locked' }],
  ['another device', { ...snapshot, id: 'dev-2' }],
] as const)('satisfied by %s is no evidence', async ([, other]) => {
  answer(200, { alreadySatisfied: true, device: other })
  expect(await unlock()).toMatchObject({ error: { class: 'contract' } })
})

test.for([
  ['a state nobody agreed on', { ...snapshot, actual: 'melting' }],
  ['no time of observation', { ...snapshot, observedAt: null }],
  ['a time without a zone', { ...snapshot, observedAt: '2026-11-21T04:13:00' }],
  ['another device', { ...snapshot, id: 'dev-2' }],
] as const)('a reading with %s is not believed', async ([, body]) => {
  answer(200, body)
  expect(await portWith().readDevice(device)).toMatchObject({
    ok: false,
    error: { class: 'contract' },
  })
})

test('Retry-After may be a date', async () => {
  answer(429, '', { 'retry-after': new Date(Date.now() + 120_000).toUTCString() })
  const sent = await unlock()
  const waitMs = sent.outcome === 'failed' ? (sent.error.retryAfterMs ?? 0) : 0
  expect(waitMs).toBeGreaterThan(60_000)
  expect(waitMs).toBeLessThanOrEqual(120_000)
})

test('no error carries the secret', async () => {
  answer(401, refusal('bad'))
  expect(JSON.stringify(await unlock({ secret: 'hush-hush' }))).not.toContain('hush')
})

test('what cannot be kept is left out of an answer: a NUL, and half a character', async () => {
  answer(202, { handle: 'h\0-7' })
  expect(await unlock()).toMatchObject({ handle: 'h-7' })
  answer(422, { error: { code: 'un\0supported', message: `${'x'.repeat(286)}\u{1f511}` } })
  const refused = await unlock()
  expect(refused).toMatchObject({ error: { class: 'unsupported' } })
  const detail = 'error' in refused ? (refused.error.detail ?? '') : ''
  expect(detail).toMatch(/^unsupported: x/)
  expect(detail).toHaveLength(300)
  expect(detail.isWellFormed()).toBe(true)
})
