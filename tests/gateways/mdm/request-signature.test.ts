import fc from 'fast-check'
import { expect, test } from 'vitest'
import { checkSignature, signRequest } from '#lib/gateways/request-signature.ts'

const secret = 'whsec-example-0123456789'
const request = {
  method: 'POST',
  path: '/v1/devices/dev-1/unlocks',
  rawBody: '{"commandId":"c-1","attempt":1,"intent":{"kind":"indefinite"}}',
}
const at = Temporal.Instant.from('2026-11-21T09:43:02Z')

function check(changes: Partial<Parameters<typeof checkSignature>[0]> = {}) {
  return checkSignature({
    secrets: [secret],
    request,
    headers: new Headers(signRequest([secret], request, at)),
    now: at,
    ...changes,
  })
}

test('the signature is the one printed in docs/mdm-http.md', () => {
  expect(signRequest([secret], request, at)).toEqual({
    'keyturn-timestamp': '1795254182',
    'keyturn-signature': 'v1=6b1e8d8a421ce37c624cdd8c995c4d7fa5fd3b46120eeaf969b804de41447266',
  })
})

test('what was signed is accepted', () => {
  expect(check()).toEqual({ ok: true })
})

test.for([
  ['method', { ...request, method: 'PUT' }],
  ['path', { ...request, path: '/v1/devices/dev-2/unlocks' }],
  ['query', { ...request, path: `${request.path}?all=1` }],
  ['body', { ...request, rawBody: `${request.rawBody} ` }],
] as const)('a changed %s is refused', ([, changed]) => {
  expect(check({ request: changed })).toEqual({ ok: false, reason: 'wrong' })
})

test('another lender’s secret is refused', () => {
  expect(check({ secrets: ['another'] })).toEqual({ ok: false, reason: 'wrong' })
})

test('a changed timestamp is refused, because it is signed too', () => {
  const headers = new Headers(signRequest([secret], request, at))
  headers.set('keyturn-timestamp', '1795254183')
  expect(check({ headers })).toEqual({ ok: false, reason: 'wrong' })
})

test.for([
  [-301, 'stale'],
  [-300, undefined],
  [300, undefined],
  [301, 'stale'],
] as const)('read %i s after signing: %s', ([seconds, reason]) => {
  expect(check({ now: at.add({ seconds }) })).toEqual(reason ? { ok: false, reason } : { ok: true })
})

test.for([
  ['no header at all', {}],
  ['no timestamp', { 'keyturn-signature': `v1=${'0'.repeat(64)}` }],
  [
    'a timestamp that is no number',
    { 'keyturn-timestamp': 'now', 'keyturn-signature': `v1=${'0'.repeat(64)}` },
  ],
  [
    'a signature that is too short',
    { 'keyturn-timestamp': '1795254182', 'keyturn-signature': 'v1=00' },
  ],
  [
    'a version nobody knows',
    { 'keyturn-timestamp': '1795254182', 'keyturn-signature': `v0=${'0'.repeat(64)}` },
  ],
] as const)('refused as missing: %s', ([, headers]) => {
  expect(check({ headers: new Headers({ ...headers }) })).toEqual({ ok: false, reason: 'missing' })
})

test('while a secret is changed, one right signature of several is enough', () => {
  const old = signRequest(['old'], request, at)['keyturn-signature']
  const current = signRequest([secret], request, at)['keyturn-signature']
  const headers = new Headers({
    'keyturn-timestamp': '1795254182',
    'keyturn-signature': `${old}, ${current}`,
  })
  expect(check({ headers })).toEqual({ ok: true })
  expect(check({ headers, secrets: ['old'] })).toEqual({ ok: true })
  expect(check({ headers, secrets: ['third'] })).toEqual({ ok: false, reason: 'wrong' })
})

test('while two secrets are valid the sender signs with both, and either of the receiver’s is enough', () => {
  const headers = new Headers(signRequest(['new', 'old'], request, at))
  expect(headers.get('keyturn-signature')).toMatch(/^v1=[0-9a-f]{64},v1=[0-9a-f]{64}$/)
  for (const secrets of [['new'], ['old'], ['third', 'old']])
    expect(check({ headers, secrets })).toEqual({ ok: true })
  expect(check({ headers, secrets: ['third', 'fourth'] })).toEqual({ ok: false, reason: 'wrong' })
  expect(check({ headers, secrets: [] })).toEqual({ ok: false, reason: 'wrong' })
})

test('an empty secret signs nothing', () => {
  expect(() => signRequest([''], request, at)).toThrow('needs a secret')
})

test('any request that is signed holds, and any other body does not', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (rawBody, other) => {
      const signed = { ...request, rawBody }
      const headers = new Headers(signRequest([secret], signed, at))
      expect(check({ request: signed, headers }).ok).toBe(true)
      expect(check({ request: { ...signed, rawBody: other }, headers }).ok).toBe(other === rawBody)
    }),
  )
})
