import { afterAll, beforeEach } from 'vitest'
import { mdmSandbox } from '#lib/demo/mdm/sandbox.ts'
import type { phoneJson } from '#lib/demo/world/phone-door.ts'
import { startWorld } from '#lib/demo/world/server.ts'
import { memoryStore } from '#lib/demo/world/store.ts'
import { portFor } from '#lib/gateways/mdm/registry.ts'

/** The world page over HTTP with the port of its lock service; before each test one more locked phone. Call once, at the top. */
export async function givenWorldPage() {
  const mdm = mdmSandbox({
    store: memoryStore(),
    callbackBase: 'http://127.0.0.1:9',
    secretOf: () => 'secret',
    checkInMs: [1, 5],
  })
  const world = await startWorld({ port: 0, mdm, parts: [], portalUrl: 'http://localhost:3000' })
  afterAll(() => world.close())
  const url = `http://127.0.0.1:${world.port}`
  const baseUrl = `${url}/mdm/serendib`
  const port = portFor({ lenderId: 'l', provider: 'http', baseUrl, secret: 'secret', settings: {} })
  let serial = 0
  /** The phone that the others speak of. */
  const given = { id: '' }

  beforeEach(async () => {
    serial += 1
    given.id = `dev-${serial}`
    const link = { payLink: 'https://pay.example/p/ABC', helpPhone: '011 555 0100' }
    await enrol({ id: given.id, model: '13T', imei: '350000000004417', ...link })
  })

  async function enrol(phone: object, lender = 'serendib'): Promise<void> {
    await fetch(`${url}/mdm/${lender}/phones`, { method: 'POST', body: JSON.stringify([phone]) })
  }

  async function phone(): Promise<ReturnType<typeof phoneJson>> {
    const answer = await fetch(`${url}/phones/serendib/${given.id}.json`)
    return (await answer.json()) as ReturnType<typeof phoneJson>
  }

  function press(verb: string, fields: Record<string, string>): Promise<Response> {
    return fetch(`${url}/phones/serendib/${given.id}/${verb}`, {
      method: 'POST',
      body: new URLSearchParams(fields),
      headers: { accept: 'application/json' },
    })
  }

  const text = async (path: string) => (await fetch(url + path)).text()
  const device = () => ({ providerDeviceId: given.id, imei: null })
  return { url, port, given, enrol, phone, press, text, device }
}
