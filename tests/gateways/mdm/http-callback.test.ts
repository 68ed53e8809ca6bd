import { expect, test } from 'vitest'
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
  const signed = signRequest(secret, { method: 'POST', path, rawBody }, changes.at ?? now)
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
  expect(callback(event)).toEqual({
    ok: true,
    ack: { status: 200, body: '{"received":true}' },
    events: [
      {
        dedupeKey: 'http:l-1:evt-1',
        providerDeviceId: 'dev-1',
        commandId: 'c-1',
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

test.for([
  ['no JSON', '{'],
  ['null', 'null'],
  ['an unknown type', { ...event, type: 'device.exploded' }],
  ['no device', { ...event, device: undefined }],
  ['no id', { ...event, id: '' }],
] as const)('%s: malformed', ([, body]) => {
  expect(callback(body)).toMatchObject({ ok: false, ack: { status: 400 } })
})
