import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Webhook } from 'standardwebhooks'
import { afterAll } from 'vitest'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { env } from '#lib/env.ts'
import { addEndpoint } from '#lib/integrations/endpoints.ts'

export type Told = { path: string; headers: IncomingHttpHeaders; rawBody: string; body: Body }
type Body = {
  id: string
  type: string
  hold: { id: string; reason: string; endReason: string | null; reference: string | null }
  phone: { imei: string | null } | null
  provider: string | null
}

/** A lock side that keeps what it is told. `answer.status` is the status of every answer from now on. */
export async function startReceiver() {
  const told: Told[] = []
  const answer: { status: number; location?: string; hangs?: boolean } = { status: 200 }
  const server = createServer(async (request, response) => {
    let rawBody = ''
    for await (const chunk of request) rawBody += chunk
    const { url: path = '', headers } = request
    told.push({ path, headers, rawBody, body: JSON.parse(rawBody) })
    if (answer.hangs) return
    const location = answer.location ? { location: answer.location } : {}
    response.writeHead(answer.status, location).end('taken')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  env().WEBHOOKS_TO_PRIVATE = true
  afterAll(() => {
    server.closeAllConnections()
    server.close()
  })
  return { url: `http://127.0.0.1:${port}/holds?of=keyturn`, told, answer }
}

/** Whether what was told is signed with this secret, by the library that a lender would use. */
export function isSignedBy(
  secret: string,
  { rawBody, headers }: Pick<Told, 'rawBody' | 'headers'>,
): boolean {
  try {
    new Webhook(secret).verify(rawBody, headers as Record<string, string>)
    return true
  } catch {
    return false
  }
}

export async function givenEndpoint(lenderId: string, url: string) {
  const added = await transaction((tx) => addEndpoint(tx, { lenderId, url, by: 'staff:test' }))
  if ('refusal' in added) throw new Error(added.refusal)
  return added
}

export function deliveriesOf(lenderId: string) {
  return database()
    .selectFrom('webhookDeliveries')
    .selectAll()
    .where('lenderId', '=', lenderId)
    .orderBy('createdAt')
    .execute()
}
