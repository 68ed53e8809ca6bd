import { createServer, type IncomingHttpHeaders, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll } from 'vitest'
import { httpPort } from '#lib/gateways/mdm/http.ts'
import type { MdmConnection } from '#lib/gateways/mdm/port.ts'

export const device = { providerDeviceId: 'dev-1', imei: null }

type Heard = { url: string | undefined; headers: IncomingHttpHeaders; body: string }

/** A lock service that answers as it is told, and our port to it. Call once, at the top. */
export async function givenLockService() {
  let reply: RequestListener = () => {}
  const heard: Heard[] = []
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    heard.push({ url: request.url, headers: request.headers, body })
    reply(request, response)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/keyturn`
  afterAll(() => {
    server.closeAllConnections()
    server.close()
  })

  function portWith(values: Partial<MdmConnection> = {}) {
    const named = { lenderId: 'l-1', provider: 'http' }
    return httpPort({ ...named, baseUrl, secret: 's', settings: null, ...values })
  }

  function unlock(values: Partial<MdmConnection> = {}) {
    const relockAt = Temporal.Instant.from('2026-11-28T12:30:00Z')
    const command = { commandId: 'c-1', attempt: 2, device }
    return portWith(values).requestUnlock({ ...command, intent: { kind: 'until', relockAt } })
  }

  /** What it does with every request from now on. */
  function does(next: RequestListener): void {
    reply = next
  }

  function answer(status: number, body: unknown, headers: Record<string, string> = {}): void {
    does((_request, response) => {
      response.writeHead(status, headers)
      response.end(typeof body === 'string' ? body : JSON.stringify(body))
    })
  }

  return { baseUrl, heard, portWith, unlock, does, answer }
}

export const refusal = (code: string) => ({ error: { code, message: 'because' } })
