import { globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'

const shared = 'db gateways http i18n domain lib'
const truth = `ledger lock-rules ${shared}`
const features =
  'accounts loans payments unlocks plans promises returns holds cases notices approvals settings staff statements block-lists'

/**
 * What each room may import, from the doors down to the domain: a room never sees one that stands above it here.
 * A new feature is one word in `features`.
 */
const arrows: Record<string, string> = {
  root: `app components http i18n lib`,
  app: `components workflows desk integrations ${features} ${truth}`,
  components: 'i18n messages domain',
  'worker/tasks': `workflows integrations ${features} ${truth}`,
  worker: `worker/tasks workflows integrations ${features} ${truth}`,
  workflows: `integrations ${features} ${truth}`,
  integrations: truth,
  desk: `cases ${truth}`,
  ...Object.fromEntries(features.split(' ').map((feature) => [feature, truth])),
  ledger: 'db domain',
  'lock-rules': 'ledger db domain',
  gateways: 'db domain lib',
  http: 'lib',
  i18n: 'messages domain',
  db: 'domain lib',
  lib: '',
  domain: '',
}

const found = globSync('{*.ts,{app,components,lib}/**/*.{ts,tsx}}').filter(isProduct)

test.for([
  ['lib/sign.ts', "import { pool } from './db/client.ts'", ['lib/db/client.ts']],
  ['lib/loans/queries.ts', "import { x } from '../plans/x.ts'", ['lib/plans/x.ts']],
  ['lib/loans/import/x.ts', "import { x } from '#lib/plans/x.ts'", ['lib/plans/x.ts']],
  ['lib/db/x.ts', "export type { X } from '#lib/loans/x.ts'", ['lib/loans/x.ts']],
  ['app/x.ts', "const { x } = await import('#lib/worker/x.ts')", ['lib/worker/x.ts']],
  ['lib/loans/x.ts', "import './y.ts'\nimport { z } from '#lib/domain/z.ts'\nimport 'pg'", []],
] as const)('what %s writes as %s is an arrow to %j', ([file, code, expected]) => {
  expect(wrongIn(file, code)).toEqual(expected)
})

describe.each(Object.keys(arrows))('%s', (room) => {
  test('imports only from the rooms below it', () => {
    const files = found.filter((file) => roomOf(file) === room)
    expect(files).not.toEqual([])
    const wrong = files.flatMap((file) =>
      wrongIn(file, readFileSync(file, 'utf8')).map((imported) => `${file} → ${imported}`),
    )
    expect(wrong).toEqual([])
  })
})

test('every file of the product stands in one of these rooms', () => {
  expect([...new Set(found.map(roomOf))].sort()).toEqual(Object.keys(arrows).sort())
})

function isProduct(file: string): boolean {
  return !file.startsWith('lib/demo/') && !/^(next-env|(vitest|playwright)\.)/.test(file)
}

function roomOf(file: string): string {
  const [top = '', room = '', inner] = file.split('/')
  if (top.endsWith('.ts')) return 'root'
  if (top !== 'lib') return top
  if (inner === undefined) return 'lib'
  return inner === 'tasks' ? `${room}/tasks` : room
}

/** What a file imports from rooms that its own may not see. */
function wrongIn(file: string, code: string): string[] {
  const room = roomOf(file)
  const allowed = [room, ...(arrows[room] ?? '').split(' ')]
  return importsIn(file, code).filter((imported) => !allowed.includes(roomOf(imported)))
}

function importsIn(file: string, code: string): string[] {
  return [...code.matchAll(/(?:from|import)[\s(]*'(#|\.\.?\/)([^']+)'/g)].map(
    ([, start = '', path = '']) => (start === '#' ? path : join(dirname(file), start, path)),
  )
}

test('a payment provider is named only where it is spoken to', () => {
  const rooms = ['workflows', 'ledger', 'lock-rules', 'worker', 'desk', ...features.split(' ')]
  const inside = found.filter((file) => rooms.includes(roomOf(file).replace(/\/.*/, '')))
  expect(inside).not.toEqual([])
  expect(inside.filter((file) => /stripe/i.test(readFileSync(file, 'utf8')))).toEqual([])
})

// What other providers have, too, under this name: money that was taken, and the page on which it was.
const ofAnyProvider = ['checkoutSessionId', 'paymentIntentId']

test('no table is made for one payment provider', () => {
  const schema = readFileSync('lib/db/schema.generated.ts', 'utf8')
  const columns = [...schema.matchAll(/^ {2}(\w+): /gm)].map(([, name = '']) => name)
  expect(columns.length).toBeGreaterThan(500)
  const stripes = /stripe|intent(?=Id)|charge(?=Id)|checkoutSession|customerId|payoutId|acct/i
  const found = new Set(columns.filter((name) => stripes.test(name)))
  expect([...found].sort()).toEqual(ofAnyProvider)
})
