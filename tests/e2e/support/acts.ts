import { readFileSync } from 'node:fs'
import { request } from 'node:http'
import { portalOf } from './demo.ts'

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
      ...{ id, name: `${exportedName} of ${filename}` },
      page: (Object.keys(workers)[0] ?? '').replace(/^app|\/\([^)]+\)|\/page$/g, ''),
    }))
}

/** Sends an act as a page would, with every field that any of them reads; says where it leads. */
export async function sendAct(
  slug: string,
  { id, page }: Act,
  { ids, cookie }: { ids: Record<string, string>; cookie: string },
): Promise<string> {
  const form = new FormData()
  form.set('0', id.startsWith('40') ? '["$K1"]' : '[{"typed":{},"faults":{}},"$K1"]')
  const fields = { version: '1', seen: '0', token: crypto.randomUUID(), decision: 'approved' }
  for (const [name, value] of Object.entries({ ...fields, ...ids })) form.set(`1_${name}`, value)
  const sent = new Response(form)
  const url = new URL(pathOf(page, ids), portalOf(slug))
  const headers = {
    ...{ host: url.host, cookie, 'next-action': id, accept: 'text/x-component' },
    ...{ origin: url.origin, 'content-type': sent.headers.get('content-type') ?? '' },
  }
  const body = Buffer.from(await sent.arrayBuffer())
  return new Promise((resolve, reject) => {
    const at = { host: '127.0.0.1', port: url.port, path: url.pathname, method: 'POST', headers }
    const asked = request(at, (answer) => {
      answer.resume()
      const { location, 'x-action-redirect': leads } = answer.headers
      answer.on('end', () =>
        resolve(`${leads ?? location ?? answer.statusCode}`.split(/[?;]/)[0] ?? ''),
      )
    })
    asked.on('error', reject)
    asked.end(body)
  })
}

export function pathOf(page: string, ids: Record<string, string>): string {
  return page.replace(/\[([^\]]+)\]/g, (_, name: string) => ids[name] ?? 'brand')
}
