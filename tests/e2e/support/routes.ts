import { globSync } from 'node:fs'
import { get } from 'node:http'
import { portalOf } from './demo.ts'

export type Answer = { status: number; location: string; text: string }

/** Asks the portal under a lender's host name with these cookies; follows nothing. */
export function ask(slug: string, path: string, cookie?: string): Promise<Answer> {
  const url = new URL(path, portalOf(slug))
  const { hostname: host, port } = url
  const headers = { host: `${host}:${port}`, ...(cookie ? { cookie } : {}) }
  return new Promise((resolve, reject) => {
    get({ host: '127.0.0.1', port, path: url.pathname + url.search, headers }, (answer) => {
      let text = ''
      answer.setEncoding('utf8')
      answer.on('data', (part) => {
        text += part
      })
      answer.on('end', () =>
        resolve({ status: answer.statusCode ?? 0, location: answer.headers.location ?? '', text }),
      )
    }).on('error', reject)
  })
}

export type Route = { folder: string; path: string; names: string[] }

/** Every page and route there is, by its folder, with `ids` in place of what changes. */
export function allRoutes(ids: Record<string, string>): Route[] {
  return globSync('app/**/{page.tsx,route.ts}').map((file) => {
    const folder = file.replace(/^app/, '').replace(/\/(page\.tsx|route\.ts)$/, '')
    const names = [...folder.matchAll(/\[+([^\]]+)\]+/g)].map(([, name = '']) => name)
    const path = folder
      .replace(/\/\([^)]+\)/g, '')
      .replace(/\[+([^\]]+)\]+/g, (_, name: string) => ids[name] ?? `unknown-${name}`)
    return { folder, path: path || '/', names }
  })
}
