import { readFileSync } from 'node:fs'
import { demoEnvironment, ports } from '#lib/demo/environment.ts'

type Addresses = { portal: string; world: string }

let known: Addresses | undefined

/** The running demo's addresses; this process then reads and writes the same database with the same keys. */
export function demo(): Addresses {
  if (known) return known
  const environment = demoEnvironment({ url: databaseUrl })
  Object.assign(process.env, environment, { DATABASE_POOL: '3' })
  known = {
    portal: `http://localhost:${ports.web}`,
    world: `http://127.0.0.1:${ports.world}`,
  }
  return known
}

/** A lender's own portal, for example http://norte.localhost:3300. */
export function portalOf(slug: string): string {
  const url = new URL(demo().portal)
  url.hostname = `${slug}.localhost`
  return url.origin
}

// The fourth line of postmaster.pid is the port that PostgreSQL took.
function databaseUrl(database: string): string {
  const folder = process.env.DATA_DIR || '.data/journeys'
  const port = readFileSync(`${folder}/postgres/postmaster.pid`, 'utf8').split('\n')[3]
  return `postgres://keyturn:keyturn@127.0.0.1:${port}/${database}`
}
