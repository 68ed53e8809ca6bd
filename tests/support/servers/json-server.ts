import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

export type Received = { method: string; path: string; body: unknown }

type JsonServer = {
  url: string
  received: Received[]
  /** The status of every answer from now on. */
  answer: { status: number }
  stop(): Promise<void>
}

/** An HTTP server on a free port that keeps what it is sent. */
export async function startJsonServer(status = 200): Promise<JsonServer> {
  const received: Received[] = []
  const answer = { status }
  const server = createServer(async (request, response) => {
    let text = ''
    for await (const chunk of request) text += chunk
    const body: unknown = text ? JSON.parse(text) : undefined
    received.push({ method: request.method ?? '', path: request.url ?? '', body })
    response.writeHead(answer.status, { 'content-type': 'application/json' }).end('{}')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const stop = () =>
    new Promise<void>((resolve) => {
      server.closeAllConnections()
      server.close(() => resolve())
    })
  return { url: `http://127.0.0.1:${port}`, received, answer, stop }
}
