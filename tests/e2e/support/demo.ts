import { readFileSync } from 'node:fs'
import { demoEnvironment } from '#lib/demo/environment.ts'

/** Where the demo of the journeys keeps its data. */
export const folder = process.env.DATA_DIR || '.data/journeys'

type Addresses = { portal: string; world: string; databaseUrl: string }

let known: Addresses | undefined

/** The running demo's addresses; this process then reads and writes the same database with the same keys. */
export function demo(): Addresses {
  if (known) return known
  const found: Addresses = JSON.parse(readFileSync(`${folder}/demo.json`, 'utf8'))
  const environment = demoEnvironment({ url: () => found.databaseUrl })
  Object.assign(process.env, environment, { PORTAL_URL: found.portal, DATABASE_POOL: '3' })
  known = found
  return found
}

/** A lender's own portal, for example http://norte.localhost:3300. */
export function portalOf(slug: string): string {
  const url = new URL(demo().portal)
  url.hostname = `${slug}.localhost`
  return url.origin
}
