import { readFileSync } from 'node:fs'
import { request } from 'node:http'
import { createRequire } from 'node:module'
import { portalOf } from './demo.ts'

// React's own encoder, as the browser has it: what it reads back is what a page sends.
const { encodeReply } = createRequire(import.meta.url)(
  'next/dist/compiled/react-server-dom-turbopack/client.node',
) as { encodeReply(args: unknown[]): Promise<FormData> }

export type Act = { id: string; name: string; page: string }
type Entry = { filename: string; exportedName: string; workers: Record<string, unknown> }

/** Every act that a page can send from a folder, as the build lists them. */
export function allActs(folder: RegExp): Act[] {
  const built = process.env.NEXT_DIST_DIR || '.next'
  const manifest = readFileSync(`${built}/server/server-reference-manifest.json`, 'utf8')
  const { node } = JSON.parse(manifest) as { node: Record<string, Entry> }
  return Object.entries(node)
    .filter(([, { filename }]) => folder.test(filename))
    .map(([id, { filename, exportedName, workers }]) => ({
      id,
      name: `${exportedName} of ${filename}`,
      page: (Object.keys(workers)[0] ?? '').replace(/^app|\/\([^)]+\)|\/page$/g, ''),
    }))
}

type Sending = { ids: Record<string, string>; fields?: Record<string, string>; cookie: string }

/** Sends an act as a page would, with every field that any of them reads; says where it leads. */
export async function sendAct(slug: string, act: Act, sending: Sending): Promise<string> {
  return (await whereActLeads(slug, act, sending)).split('?')[0] ?? ''
}

/** As `sendAct`; the whole address. */
export async function whereActLeads(slug: string, act: Act, sending: Sending): Promise<string> {
  return (await answerTo(slug, act, sending)).leads
}

/** As `whereActLeads`; an act that first shows what it does is confirmed, as by the second button of its page. */
export async function whereDoneActLeads(slug: string, act: Act, sending: Sending): Promise<string> {
  const token = crypto.randomUUID()
  const sent = { ...sending, fields: { token, ...sending.fields } }
  const { leads, body } = await answerTo(slug, act, sent)
  const [, key] = /"effects":\{"key":("(?:[^"\\]|\\.)*")/.exec(body) ?? []
  if (key === undefined) return leads
  const confirmed = `${JSON.parse(key)}`
  return whereActLeads(slug, act, { ...sent, fields: { ...sent.fields, confirmed } })
}

/** Where an act leads, what it answers, and what it has the browser keep. */
type Answer = { leads: string; body: string; cookies: string }

export async function answerTo(
  slug: string,
  { id, page }: Act,
  { ids, fields = {}, cookie }: Sending,
): Promise<Answer> {
  const form = new FormData()
  const usual = { version: '1', seen: '0', token: crypto.randomUUID(), decision: 'approved' }
  for (const [name, value] of Object.entries({ ...usual, ...ids, ...fields })) form.set(name, value)
  const takesState = !id.startsWith('40')
  const sent = new Response(
    await encodeReply(takesState ? [{ typed: {}, faults: {} }, form] : [form]),
  )
  const url = new URL(pathOf(page, ids), portalOf(slug))
  const headers = {
    host: url.host,
    cookie,
    'next-action': id,
    accept: 'text/x-component',
    origin: url.origin,
    'content-type': sent.headers.get('content-type') ?? '',
  }
  const asked = Buffer.from(await sent.arrayBuffer())
  return new Promise((resolve, reject) => {
    const at = { host: '127.0.0.1', port: url.port, path: url.pathname, method: 'POST', headers }
    const sending = request(at, (answer) => {
      const { location, 'x-action-redirect': led } = answer.headers
      const leads = `${led ?? location ?? answer.statusCode}`.split(';')[0] ?? ''
      const kept = answer.headers['set-cookie'] ?? []
      const cookies = kept.map((one) => one.split(';')[0]).join('; ')
      let body = ''
      answer.setEncoding('utf8').on('data', (part: string) => {
        body += part
      })
      answer.on('end', () => resolve({ leads, body, cookies }))
    })
    sending.on('error', reject)
    sending.end(asked)
  })
}

export function pathOf(page: string, ids: Record<string, string>): string {
  return page.replace(/\[([^\]]+)\]/g, (_, name: string) => ids[name] ?? 'brand')
}
