import { expect, test, vi } from 'vitest'
import type { UnlockIntent } from '#lib/domain/lock/unlock.ts'
import { portFor } from '#lib/gateways/mdm/registry.ts'
import { startMdmSandbox } from '#tests/support/mdm.ts'

const mdm = await startMdmSandbox()
const port = portFor({ ...mdm.connection('lender-1', 'serendib'), settings: { timeoutMs: 1_000 } })

let serial = 0
async function givenPhone(values: { online?: boolean; locked?: boolean; released?: boolean } = {}) {
  serial += 1
  const id = `phone ${serial}/ä`
  await mdm.enrol([{ lenderSlug: 'serendib', id, ...values }])
  return { providerDeviceId: id, imei: null }
}
type Device = Awaited<ReturnType<typeof givenPhone>>

function unlock(
  device: Device,
  intent: UnlockIntent = { kind: 'indefinite' },
  commandId = `c-${++serial}`,
) {
  return port.requestUnlock({ commandId, attempt: 1, device, intent })
}

async function stateOf(device: Device) {
  const reading = await port.readDevice(device)
  if (!reading.ok) throw new Error(reading.error.detail)
  return reading.value
}

function phoneOf(device: Device) {
  const phone = mdm.sandbox.phone('serendib', device.providerDeviceId)
  if (!phone) throw new Error('no such phone')
  return phone
}

function eventsOf(device: Device) {
  return mdm.callbacks
    .map((request) => port.readCallback(request))
    .flatMap((callback) => (callback.ok ? callback.events : []))
    .filter((event) => event.providerDeviceId === device.providerDeviceId)
}

test('accepted is not unlocked; the phone opens, then says so by itself and when asked', async () => {
  const device = await givenPhone()
  const sentAt = Temporal.Now.instant()
  expect(await unlock(device, { kind: 'indefinite' }, 'cmd-open')).toEqual({
    outcome: 'accepted',
    handle: 'sandbox-cmd-open',
  })
  await vi.waitFor(() => expect(eventsOf(device)).toHaveLength(1))
  const [event] = eventsOf(device)
  expect(event).toMatchObject({ commandId: 'cmd-open', snapshot: { actual: 'unlocked' } })
  const state = await stateOf(device)
  expect(state).toMatchObject({ actual: 'unlocked', desired: 'unlocked', otherLocks: [] })
  expect(Temporal.Instant.compare(state.observedAt, sentAt)).toBeGreaterThanOrEqual(0)
})

test('a phone without network stays locked and is asked to open; it opens when it is back', async () => {
  const device = await givenPhone({ online: false })
  expect(await unlock(device)).toMatchObject({ outcome: 'accepted' })
  expect(await stateOf(device)).toMatchObject({ actual: 'locked', desired: 'unlocked' })
  await mdm.sandbox.hands.setOnline(phoneOf(device), true)
  await vi.waitFor(async () => expect(await stateOf(device)).toMatchObject({ actual: 'unlocked' }))
})

test('until T opens, and the phone locks by itself at T', async () => {
  const device = await givenPhone()
  const relockAt = Temporal.Now.instant().add({ milliseconds: 400 })
  await unlock(device, { kind: 'until', relockAt })
  await vi.waitFor(() =>
    expect(eventsOf(device).map((event) => event.snapshot.actual)).toEqual(['unlocked', 'locked']),
  )
  expect(eventsOf(device)[0]?.snapshot.relockAt?.epochMilliseconds).toBe(relockAt.epochMilliseconds)
})

test('release takes the lock off for good: the nightly lock has no hold on it any more', async () => {
  const device = await givenPhone()
  await unlock(device, { kind: 'release' })
  await vi.waitFor(async () => expect(await stateOf(device)).toMatchObject({ actual: 'released' }))
  await mdm.sandbox.hands.lockNow(phoneOf(device))
  expect(phoneOf(device).locked).toBe(false)
})

test('what is open already is satisfied, with the phone’s state as evidence', async () => {
  const device = await givenPhone({ locked: false })
  expect(await unlock(device)).toMatchObject({
    outcome: 'already_satisfied',
    snapshot: { actual: 'unlocked' },
  })
  const released = await givenPhone({ released: true })
  const until: UnlockIntent = { kind: 'until', relockAt: Temporal.Now.instant().add({ hours: 1 }) }
  expect(await unlock(released, until)).toMatchObject({ snapshot: { actual: 'released' } })
})

test('the same command sent twice acts once', async () => {
  const device = await givenPhone({ online: false })
  await unlock(device, { kind: 'indefinite' }, 'cmd-twice')
  await unlock(device, { kind: 'indefinite' }, 'cmd-twice')
  expect(phoneOf(device).pending).toHaveLength(1)
})

test('a message arrives on the lock screen with its link and code', async () => {
  const device = await givenPhone()
  const message = {
    title: 'Your sign-in code',
    body: 'Type it on the portal',
    link: 'serendib.example',
    code: '481206',
  }
  expect(await port.showMessage(device, message)).toEqual({ ok: true, value: null })
  await vi.waitFor(() => expect(phoneOf(device).message).toEqual(message))
})

test('the link of a message is the phone’s pay link until another comes; a text without one leaves it', async () => {
  const device = await givenPhone({ online: false })
  const words = { title: 'A new link', body: 'Scan it' }
  await port.showMessage(device, { ...words, link: 'https://pay.example/p/1' })
  await port.showMessage(device, { ...words, code: '481206' })
  await mdm.sandbox.hands.setOnline(phoneOf(device), true)
  await vi.waitFor(() => expect(phoneOf(device).message).toMatchObject({ code: '481206' }))
  expect(phoneOf(device).payLink).toBe('https://pay.example/p/1')
  await port.showMessage(device, { ...words, code: '481207' })
  await vi.waitFor(() => expect(phoneOf(device).message).toMatchObject({ code: '481207' }))
  expect(phoneOf(device).payLink).toBe('https://pay.example/p/1')
})

test('an offline code opens the phone without network, once; the service learns at the next check-in', async () => {
  const device = await givenPhone({ online: false })
  const before = phoneOf(device)
  const issued = await port.issueOfflineCode(device, before.passkey)
  if (!issued.ok) throw new Error(issued.error.detail)
  expect(issued.value.code).toMatch(/^\d{8}$/)
  expect(await port.issueOfflineCode(device, before.passkey)).toEqual(issued)
  const { typeCode, lockNow, setOnline } = mdm.sandbox.hands
  expect(await typeCode(before, '00000000')).toMatchObject({
    keypadSaid: 'not_valid',
    locked: true,
  })
  expect(await typeCode(before, issued.value.code)).toMatchObject({
    keypadSaid: 'opened',
    locked: false,
  })
  expect((await stateOf(device)).actual).toBe('locked')
  await lockNow(before)
  expect(await typeCode(before, issued.value.code)).toMatchObject({
    keypadSaid: 'already_used',
    locked: true,
  })
  const next = await port.issueOfflineCode(device, phoneOf(device).passkey)
  await typeCode(before, next.ok ? next.value.code : '')
  await setOnline(before, true)
  await vi.waitFor(async () => expect(await stateOf(device)).toMatchObject({ actual: 'unlocked' }))
})

test('a passkey that is not on this phone’s screen is named as such', async () => {
  const device = await givenPhone()
  expect(await port.issueOfflineCode(device, '000000')).toMatchObject({
    ok: false,
    error: { class: 'invalid_request', providerCode: 'invalid_passkey' },
  })
})

test('a device the service does not know is not found', async () => {
  const device = { providerDeviceId: 'nobody', imei: null }
  expect(await unlock(device)).toMatchObject({ error: { class: 'not_found', httpStatus: 404 } })
  const known = await givenPhone()
  await mdm.sandbox.hands.forget(phoneOf(known))
  expect(await port.readDevice(known)).toMatchObject({ error: { class: 'not_found' } })
})

test('a secret that is not the lender’s is refused', async () => {
  const device = await givenPhone()
  const stranger = portFor({ ...mdm.connection('lender-1', 'serendib'), secret: 'guessed' })
  expect(await stranger.readDevice(device)).toMatchObject({
    error: { class: 'auth_expired', httpStatus: 401, providerCode: 'signature_wrong' },
  })
})

test('enrolling again renews the description and keeps the state', async () => {
  const device = await givenPhone()
  await unlock(device)
  await vi.waitFor(() => expect(phoneOf(device).locked).toBe(false))
  await mdm.enrol([
    { lenderSlug: 'serendib', id: device.providerDeviceId, model: 'Redmi 12', locked: true },
  ])
  expect(phoneOf(device)).toMatchObject({ model: 'Redmi 12', locked: false })
})
