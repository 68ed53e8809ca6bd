import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, expect, test, vi } from 'vitest'
import { mdmSandbox } from '#lib/demo/mdm/sandbox.ts'
import { serve } from '#lib/demo/world/http-server.ts'
import { memoryStore } from '#lib/demo/world/store.ts'
import { portFor } from '#lib/gateways/mdm/registry.ts'
import { mdmSecret, startMdmSandbox } from '#tests/support/mdm.ts'

test('what waits for a phone survives a restart of the service, and so do the switches', async () => {
  const store = memoryStore()
  const first = await startMdmSandbox({ store })
  await first.enrol([{ lenderSlug: 'serendib', id: 'dev-1', online: false }])
  await portFor(first.connection('l-1', 'serendib')).requestUnlock({
    commandId: 'c-1',
    attempt: 1,
    device: { providerDeviceId: 'dev-1', imei: null },
    intent: { kind: 'indefinite' },
  })
  await first.sandbox.turn('mdm.callbacks', 'lost')
  await first.close()

  const second = await startMdmSandbox({ store })
  expect(second.sandbox.switches()[1]?.value).toBe('lost')
  const phone = second.sandbox.phone('serendib', 'dev-1')
  if (!phone) throw new Error('the phone is gone')
  await second.sandbox.hands.setOnline(phone, true)
  await vi.waitFor(() => expect(second.sandbox.phone('serendib', 'dev-1')?.locked).toBe(false))
})

test('a phone that was to lock while the service was down locks', async () => {
  const store = memoryStore()
  const first = await startMdmSandbox({ store })
  const relockAt = Temporal.Now.instant().add({ milliseconds: 150 }).toString()
  await first.enrol([{ lenderSlug: 'serendib', id: 'dev-1', locked: false, relockAt }])
  await first.close()
  const second = await startMdmSandbox({ store })
  await vi.waitFor(() => expect(second.sandbox.phone('serendib', 'dev-1')?.locked).toBe(true))
})

test('a callback nobody takes comes again, the same event newly signed', async () => {
  const tries: string[] = []
  const portal = await serve(async (request) => {
    tries.push(await request.text())
    return new Response(null, { status: tries.length === 1 ? 500 : 200 })
  }, 0)
  const sandbox = mdmSandbox({
    store: memoryStore(),
    callbackBase: `http://127.0.0.1:${portal.port}`,
    secretOf: mdmSecret,
    checkInMs: [1, 2],
  })
  afterAll(async () => {
    await sandbox.stop()
    await portal.close()
  })
  const enrolment = { method: 'POST', body: '[{"id":"dev-1","locked":false}]' }
  await sandbox.handle(new Request('http://x/mdm/serendib/phones', enrolment))
  const phone = sandbox.phone('serendib', 'dev-1')
  if (phone) await sandbox.hands.lockNow(phone)
  await vi.waitFor(() => expect(tries).toHaveLength(2), { timeout: 10_000 })
  expect(tries[1]).toBe(tries[0])
  expect(JSON.parse(tries[0] ?? '')).toMatchObject({
    type: 'device.locked',
    device: { actual: 'locked' },
  })
})

test('a phone that loses its network before it has picked up the command stays locked', async () => {
  const mdm = await startMdmSandbox({ checkInMs: [50, 50] })
  await mdm.enrol([{ lenderSlug: 'serendib', id: 'dev-1' }])
  await portFor(mdm.connection('l-1', 'serendib')).requestUnlock({
    commandId: 'c-1',
    attempt: 1,
    device: { providerDeviceId: 'dev-1', imei: null },
    intent: { kind: 'indefinite' },
  })
  const phone = mdm.sandbox.phone('serendib', 'dev-1')
  if (!phone) throw new Error('the phone is gone')
  await mdm.sandbox.hands.setOnline(phone, false)
  await sleep(120)
  expect(mdm.sandbox.phone('serendib', 'dev-1')?.locked).toBe(true)
})
