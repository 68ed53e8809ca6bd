import { expect, test } from 'vitest'
import type { MdmConnection } from '#lib/gateways/mdm/port.ts'
import { portFor } from '#lib/gateways/mdm/registry.ts'
import { signRequest } from '#lib/gateways/request-signature.ts'

const secret = 'a secret'
const connection = { lenderId: 'l-1', provider: 'http', baseUrl: null, secret, settings: {} }
const path = '/api/webhooks/mdm/serendib/http'
const now = Temporal.Instant.from('2026-11-21T09:43:02Z')
const event = {
  id: 'evt-1',
  type: 'device.unlocked',
  occurredAt: '2026-11-21T09:43:00Z',
  commandId: 'c-1',
  device: {
    id: 'dev-1',
    actual: 'unlocked',
    otherLocks: ['sim_lock'],
    relockAt: '2026-11-28T12:30:00Z',
    observedAt: '2026-11-21T09:43:00Z',
    rawStatus: 'OPEN',
  },
}

function callback(
  body: unknown,
  changes: { at?: Temporal.Instant; path?: string; secret?: string | null } = {},
) {
  const rawBody = typeof body === 'string' ? body : JSON.stringify(body)
  const signed = signRequest([secret], { method: 'POST', path, rawBody }, changes.at ?? now)
  return portFor({
    ...connection,
    secret: changes.secret === undefined ? secret : changes.secret,
  }).readCallback({
    method: 'POST',
    path: changes.path ?? path,
    headers: new Headers(signed),
    rawBody,
    now,
  })
}

test('a signed callback is one event with the device’s own state', () => {
  expect(callback(event)).toMatchObject({
    ok: true,
    ack: { status: 200, body: '{"received":true}' },
    unknown: { device: { status: 404 }, command: { status: 404 } },
    events: [
      {
        dedupeKey: 'http:l-1:evt-1',
        providerDeviceId: 'dev-1',
        commandId: 'c-1',
        occurredAt: Temporal.Instant.from('2026-11-21T09:43:00Z'),
        snapshot: {
          actual: 'unlocked',
          otherLocks: ['sim_lock'],
          relockAt: Temporal.Instant.from('2026-11-28T12:30:00Z'),
          observedAt: Temporal.Instant.from('2026-11-21T09:43:00Z'),
          rawStatus: 'OPEN',
        },
      },
    ],
  })
})

test('a refused unlock carries the reason', () => {
  const refused = { ...event, type: 'unlock.refused', reason: 'rooted' }
  expect(callback(refused)).toMatchObject({ events: [{ refused: 'rooted' }] })
  expect(callback({ ...refused, reason: undefined })).toMatchObject({
    events: [{ refused: 'no reason given' }],
  })
})

test.for([
  ['older than 300 s', { at: now.subtract({ seconds: 301 }) }, 'signature stale'],
  ['from the future', { at: now.add({ seconds: 301 }) }, 'signature stale'],
  ['sent to another address', { path: '/api/webhooks/mdm/norte/http' }, 'signature wrong'],
  ['of another lender', { secret: 'another' }, 'signature wrong'],
  ['to a lender without a secret', { secret: null }, 'no secret is set'],
] as const)('%s: refused', ([, changes, reason]) => {
  expect(callback(event, changes)).toMatchObject({ ok: false, reason, ack: { status: 401 } })
})

test('while the secret is changed, callbacks by the former one are still taken', () => {
  const read = (secrets: Pick<MdmConnection, 'secret' | 'formerSecret'>) => {
    const rawBody = JSON.stringify(event)
    const headers = new Headers(signRequest([secret], { method: 'POST', path, rawBody }, now))
    const request = { method: 'POST', path, headers, rawBody, now }
    return portFor({ ...connection, ...secrets }).readCallback(request).ok
  }
  expect(read({ secret: 'new', formerSecret: secret })).toBe(true)
  expect(read({ secret: 'new', formerSecret: null })).toBe(false)
})

const { device } = event
const refused = { ...event, type: 'unlock.refused', reason: 'rooted' }

test.for([
  ['no JSON', '{', /^body: /],
  ['null', 'null', /^body: /],
  ['an unknown type', { ...event, type: 'device.exploded' }, /^type: /],
  ['no device', { ...event, device: undefined }, /^device: /],
  ['no id', { ...event, id: '' }, /^id: /],
  ['a misspelt field', { ...event, command_id: 'c-1' }, /command_id/],
  ['a misspelt field of the device', { ...event, device: { ...device, lastseen: '' } }, /lastseen/],
  ['an unknown lock', { ...event, device: { ...device, otherLocks: ['x'] } }, /^device.otherLocks/],
  ['a type that contradicts the device', { ...event, type: 'device.locked' }, /^type: says locked/],
  ['no time of this kind', { ...event, occurredAt: '2026-11-21 09:43:00' }, /^occurredAt: /],
  ['no time', { ...event, device: { ...device, observedAt: 'now' } }, /^device.observedAt: /],
  ['a refusal of no command', { ...refused, commandId: undefined }, /^commandId: says which/],
  ['a reason for what is none', { ...event, reason: 'because' }, /^reason: belongs to/],
  [
    'older than what it tells of',
    { ...event, occurredAt: '2026-11-21T09:30:00Z' },
    /^occurredAt: /,
  ],
] as const)('%s: malformed, and the answer says what', ([, body, why]) => {
  const read = callback(body)
  expect(read).toMatchObject({ ok: false, ack: { status: 400 } })
  if (read.ok) throw new Error('taken')
  expect(JSON.parse(read.ack.body).error).toEqual({ code: 'malformed', message: read.reason })
  expect(read.reason).toMatch(why)
})

test.for([
  ['a state of its own', { ...event, type: 'device.state' }],
  ['a release', { ...event, type: 'device.released', device: { ...device, actual: 'released' } }],
  ['a command of somebody else', { ...event, commandId: 'from a console' }],
  ['no command', { ...event, commandId: undefined }],
  ['what is not known', { ...event, device: { ...device, desired: null, relockAt: null } }],
] as const)('%s: taken', ([, body]) => {
  expect(callback(body).ok).toBe(true)
})

const half = '\ud83d'
test.each([
  ['id', { ...event, id: 'evt\0' }],
  ['commandId', { ...event, commandId: `c${half}` }],
  ['device.id', { ...event, device: { ...event.device, id: 'dev\0-1' } }],
  ['device.rawStatus', { ...event, device: { ...event.device, rawStatus: `OPEN${half}` } }],
  ['reason', { ...event, type: 'unlock.refused', reason: 'no\0' }],
])('a text that cannot be kept is refused by name: %s', (name, body) => {
  const refused = callback(body)
  expect(refused).toMatchObject({ ok: false, ack: { status: 400 } })
  expect(refused.ack.body).toContain(`${name}: `)
})
