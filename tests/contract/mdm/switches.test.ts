import { afterEach, expect, test, vi } from 'vitest'
import { portFor } from '#lib/gateways/mdm/registry.ts'
import { startMdmSandbox } from '#tests/support/mdm.ts'

const mdm = await startMdmSandbox()
const connection = mdm.connection('lender-1', 'serendib')
const port = portFor({ ...connection, settings: { timeoutMs: 150 } })

afterEach(async () => {
  await mdm.sandbox.turn('mdm.api', 'normal')
  await mdm.sandbox.turn('mdm.callbacks', 'normal')
})

let serial = 0
async function givenPhone() {
  serial += 1
  await mdm.enrol([{ lenderSlug: 'serendib', id: `dev-${serial}` }])
  return { providerDeviceId: `dev-${serial}`, imei: null }
}
type Device = Awaited<ReturnType<typeof givenPhone>>

function unlock(device: Device) {
  return port.requestUnlock({
    commandId: `c-${device.providerDeviceId}`,
    attempt: 1,
    device,
    intent: { kind: 'indefinite' },
  })
}

const isLocked = (device: Device) => mdm.sandbox.phone('serendib', device.providerDeviceId)?.locked

function callbacksOf(device: Device) {
  return mdm.callbacks
    .map((request) => ({ request, read: port.readCallback(request) }))
    .filter(({ request }) => String(request.rawBody).includes(`"${device.providerDeviceId}"`))
}

test.for([
  ['down', 'provider_down', 503],
  ['refusing', 'unsupported', 422],
  ['bad_body', 'contract', 200],
  ['rate_limited', 'rate_limited', 429],
] as const)(
  '%s is %s, and nothing happens at the phone',
  async ([mode, errorClass, httpStatus]) => {
    const device = await givenPhone()
    await mdm.sandbox.turn('mdm.api', mode)
    expect(await unlock(device)).toMatchObject({
      outcome: 'failed',
      error: { class: errorClass, httpStatus },
    })
    expect(isLocked(device)).toBe(true)
  },
)

test('what it says yes to it can refuse later, by a callback', async () => {
  const device = await givenPhone()
  await mdm.sandbox.turn('mdm.api', 'refusing_later')
  expect(await unlock(device)).toMatchObject({ outcome: 'accepted' })
  await vi.waitFor(() => expect(callbacksOf(device)).toHaveLength(1))
  expect(callbacksOf(device)[0]?.read).toMatchObject({
    ok: true,
    events: [
      {
        commandId: `c-${device.providerDeviceId}`,
        refused: expect.stringContaining('over the air'),
        snapshot: { actual: 'locked' },
      },
    ],
  })
  expect(isLocked(device)).toBe(true)
})

test('too many requests says when to come back', async () => {
  const device = await givenPhone()
  await mdm.sandbox.turn('mdm.api', 'rate_limited')
  expect(await unlock(device)).toMatchObject({ error: { retryAfterMs: 5_000 } })
})

test('a slow answer is ambiguous to the impatient and fine to the patient', async () => {
  const device = await givenPhone()
  await mdm.sandbox.turn('mdm.api', 'slow')
  expect(await unlock(device)).toMatchObject({ error: { class: 'ambiguous' } })
  const patient = portFor({ ...connection, settings: { timeoutMs: 5_000 } })
  expect(await patient.readDevice(device)).toMatchObject({ ok: true })
})

test('acting and never answering is ambiguous; reading the state tells that it acted', async () => {
  const device = await givenPhone()
  await mdm.sandbox.turn('mdm.api', 'hangs')
  expect(await unlock(device)).toMatchObject({ error: { class: 'ambiguous' } })
  await vi.waitFor(async () =>
    expect(await port.readDevice(device)).toMatchObject({ value: { actual: 'unlocked' } }),
  )
  await mdm.sandbox.turn('mdm.api', 'normal')
  expect(await unlock(device)).toMatchObject({ outcome: 'already_satisfied' })
})

test('a lie is accepted, the phone stays locked, and the same command works once it is honest', async () => {
  const device = await givenPhone()
  await mdm.sandbox.turn('mdm.api', 'lying')
  expect(await unlock(device)).toMatchObject({ outcome: 'accepted' })
  expect(await port.readDevice(device)).toMatchObject({ value: { actual: 'locked' } })
  await mdm.sandbox.turn('mdm.api', 'normal')
  await unlock(device)
  await vi.waitFor(() => expect(isLocked(device)).toBe(false))
})

test('a callback that comes twice carries one dedupe key', async () => {
  const device = await givenPhone()
  await mdm.sandbox.turn('mdm.callbacks', 'doubled')
  await unlock(device)
  await vi.waitFor(() => expect(callbacksOf(device)).toHaveLength(2))
  const keys = callbacksOf(device)
    .flatMap(({ read }) => (read.ok ? read.events : []))
    .map((event) => event.dedupeKey)
  expect(keys).toHaveLength(2)
  expect(new Set(keys).size).toBe(1)
})

test('a lost callback is lost, and reading the state still tells', async () => {
  const device = await givenPhone()
  await mdm.sandbox.turn('mdm.callbacks', 'lost')
  await unlock(device)
  await vi.waitFor(async () =>
    expect(await port.readDevice(device)).toMatchObject({ value: { actual: 'unlocked' } }),
  )
  expect(callbacksOf(device)).toHaveLength(0)
})

test('a delayed callback arrives after the phone has opened', async () => {
  const device = await givenPhone()
  await mdm.sandbox.turn('mdm.callbacks', 'delayed')
  await unlock(device)
  await vi.waitFor(() => expect(isLocked(device)).toBe(false))
  expect(callbacksOf(device)).toHaveLength(0)
  await vi.waitFor(() => expect(callbacksOf(device)).toHaveLength(1))
})

test('a wrongly signed callback is refused', async () => {
  const device = await givenPhone()
  await mdm.sandbox.turn('mdm.callbacks', 'bad_signature')
  await unlock(device)
  await vi.waitFor(() => expect(callbacksOf(device)).toHaveLength(1))
  expect(callbacksOf(device)[0]?.read).toMatchObject({
    ok: false,
    reason: 'signature wrong',
    ack: { status: 401 },
  })
})

test('switches it does not know are refused and change nothing', async () => {
  await expect(mdm.sandbox.turn('mdm.api', 'on fire')).rejects.toThrow('There is no switch')
  await expect(mdm.sandbox.turn('weather', 'rain')).rejects.toThrow('There is no switch')
  expect(mdm.sandbox.switches().map(({ name, value }) => [name, value])).toEqual([
    ['mdm.api', 'normal'],
    ['mdm.callbacks', 'normal'],
  ])
})
