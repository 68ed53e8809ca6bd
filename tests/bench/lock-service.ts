import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

export type LockServiceStub = { url: string; arrivedAt: Map<string, number>; close(): void }

/** A lock service that takes every unlock at once and notes when it came, by device. */
export async function startLockService(): Promise<LockServiceStub> {
  const arrivedAt = new Map<string, number>()
  const server = createServer((request, response) => {
    const device = /devices\/([^/]+)\/unlocks/.exec(request.url ?? '')?.[1]
    if (device && !arrivedAt.has(device)) arrivedAt.set(device, performance.now())
    request.resume()
    request.on('end', () =>
      response.writeHead(202, { 'content-type': 'application/json' }).end('{"handle":"h"}'),
    )
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}`, arrivedAt, close: () => server.close() }
}
