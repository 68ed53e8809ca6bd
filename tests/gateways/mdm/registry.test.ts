import { expect, test } from 'vitest'
import { portFor, providers } from '#lib/gateways/mdm/registry.ts'

const device = { providerDeviceId: 'dev-1', imei: null }

function portOf(provider: string) {
  return portFor({ lenderId: 'l-1', provider, baseUrl: null, secret: null, settings: {} })
}

test('each provider has a port', () => {
  expect(providers).toEqual(['http', 'manual'])
  expect(portOf('http').capabilities.confirmation).toBe('callback_and_poll')
  expect(portOf('manual').capabilities.confirmation).toBe('person')
})

test.for(['manual', 'somebody else'])(
  '%s: a person does it, and nothing pretends otherwise',
  async (provider) => {
    const port = portOf(provider)
    const error = expect.objectContaining({ class: 'needs_person' })
    const command = {
      commandId: 'c-1',
      attempt: 1,
      device,
      intent: { kind: 'indefinite' } as const,
    }
    expect(await port.requestUnlock(command)).toEqual({ outcome: 'failed', error })
    expect(await port.readDevice(device)).toEqual({ ok: false, error })
    expect(await port.showMessage(device, { title: 'a', body: 'b' })).toEqual({ ok: false, error })
    expect(await port.issueOfflineCode(device, undefined)).toEqual({ ok: false, error })
    const callback = port.readCallback({
      method: 'POST',
      path: '/',
      headers: new Headers(),
      rawBody: '{}',
      now: Temporal.Now.instant(),
    })
    expect(callback).toMatchObject({ ok: false, ack: { status: 404 } })
  },
)
