import { globSync, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { parseAst } from 'vitest/node'

// What the linter has no rule for.
const files = globSync('{app,components,lib}/**/*.{ts,tsx}')
const scripts = globSync('{*.ts,{app,bin,components,lib,tests}/**/*.{ts,tsx,mjs}}')
const source = (file: string) => readFileSync(file, 'utf8')

type Node = { type: string } & Record<string, unknown>
const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'type' in value

function nodesIn(value: unknown, enters = (_: Node) => true, found: Node[] = []): Node[] {
  if (Array.isArray(value)) for (const one of value) nodesIn(one, enters, found)
  else if (isNode(value) && enters(value)) {
    found.push(value)
    for (const name in value) nodesIn(value[name], enters, found)
  }
  return found
}

const isObject = ({ type }: Node) => type === 'ObjectExpression'
const isFunction = ({ type }: Node) => /Function/.test(type)
const waits = (value: unknown) =>
  nodesIn(value, (node) => !isFunction(node)).some(({ type }) => type === 'AwaitExpression')

/** What is written otherwise than we write. */
const unplain: Record<string, (node: Node) => boolean> = {
  'a spread literal, in which the compiler does not see what is too much': ({ type, argument }) =>
    /^(JSXSpreadAttribute|SpreadElement)$/.test(type) && isNode(argument) && isObject(argument),
  'waits one after the other that look as if they were at once': ({ type, elements }) =>
    type === 'ArrayExpression' && (elements as unknown[]).filter(waits).length > 1,
}

function unplainIn(code: string, lang: 'ts' | 'tsx' = 'ts'): string[] {
  const nodes = nodesIn(parseAst(code, { lang }))
  return Object.keys(unplain).filter((name) => nodes.some((node) => unplain[name]?.(node)))
}

test.for([
  [1, 'f({ ...{ a, b }, c })'],
  [1, '<A {...{ a, b }} c={c} />'],
  [1, 'const [a, b] = [await x(),\n  await y()]'],
  [1, 'const all = [(await x()).y, ...(await z())]'],
  [0, 'f({ ...(is ? { a } : {}), ...b, c: { a } })'],
  [0, 'const [a, b] = await Promise.all([x(), y()])'],
  [0, 'const later = [async () => await x(), async () => await y()]'],
] as const)('of what is not plain there is %s in %s', ([found, code]) => {
  expect(unplainIn(code, 'tsx')).toHaveLength(found)
})

test('properties are written plainly, and what waits one after the other does so in statements', () => {
  expect(scripts.length).toBeGreaterThan(1_500)
  const wrong = scripts.flatMap((file) =>
    unplainIn(source(file), file.endsWith('x') ? 'tsx' : 'ts').map((name) => `${file}: ${name}`),
  )
  expect(wrong).toEqual([])
}, 60_000)

test('a file has 300 lines at most, a folder 24 files; what grows beyond that is two things', () => {
  const styles = globSync('{app,lib}/**/*.css')
  const long = [...scripts, ...styles].filter((file) => source(file).split('\n').length > 301)
  expect(long).toEqual(['lib/db/schema.generated.ts'])
  const folders = Map.groupBy([...scripts, ...styles], dirname)
  expect([...folders].filter(([, inside]) => inside.length > 24).map(([name]) => name)).toEqual([])
})

const parses = /(?<!JSON|URL|Date)\.(?:safeParse|parse)\(|\b(?:requireForm|readTyped)\(/
const importedBy = (file: string) =>
  [...source(file).matchAll(/from '(#app|\.)\/([^']+)'/g)].map(([, from, path = '']) =>
    from === '.' ? join(dirname(file), path) : join('app', path),
  )

test('what a form sent is read by a schema, and nothing of it by hand', () => {
  const doors = files.filter((file) =>
    source(file).startsWith("'use server'")
      ? source(file).includes('FormData')
      : source(file).includes('.formData()'),
  )
  expect(doors.length).toBeGreaterThan(40)
  const reads = (file: string) => parses.test(source(file))
  expect(doors.filter((file) => !reads(file) && !importedBy(file).some(reads))).toEqual([])
  const byHand = /\b(?:form|data|sent|formData\(\)\))\.(?:get|has|entries)\(/
  expect(byHand.test("(await request.formData()).get('photo')")).toBe(true)
  expect(doors.filter((file) => byHand.test(source(file)))).toEqual([])
})

test('what another system sent is read by a schema where we speak to it', () => {
  const readers: Record<string, string> = {
    'app/api/webhooks/mdm/[lender]/[provider]/route.ts': 'lib/gateways/mdm/http-callback.ts',
    'app/api/webhooks/stripe/route.ts': 'lib/gateways/psp/stripe/event.ts',
  }
  const doors = globSync('app/**/route.ts').filter((file) =>
    /request\.(text|json|arrayBuffer)\(|bodyOf\(request\)/.test(source(file)),
  )
  expect(doors.toSorted()).toEqual(Object.keys(readers))
  for (const reader of Object.values(readers)) expect(source(reader), reader).toMatch(parses)
})

/** Names that may stand in several rooms, each with why it says enough there. */
const sharedNames: Record<string, string> = {
  'actions.ts': 'a page’s actions stand beside the page',
  'port.ts': 'what every gateway of a room implements',
  'registry.ts': 'which gateways a room has',
  'queries.ts': 'what a feature reads',
  'guards.ts': 'who may come in: borrowers and staff each have theirs',
  'sessions.ts': 'those of borrowers and those of staff',
  'session-cookie.ts': 'that of borrowers and that of staff',
}

test('a name stands in one room, so that it tells which file is meant', () => {
  const byRouter = /^(default|error|layout|loading|not-found|page|route|template)\.tsx?$/
  const inRooms = files.filter((file) => !file.startsWith('lib/demo/'))
  const named = Map.groupBy(inRooms, (file) => basename(file))
  const twice = [...named].filter(([name, at]) => at.length > 1 && !byRouter.test(name))
  const kept = Object.keys(sharedNames)
  expect(twice.map(([name]) => name).filter((name) => kept.includes(name))).toHaveLength(
    kept.length,
  )
  expect(twice.filter(([name]) => !kept.includes(name)).map(([, at]) => at)).toEqual([])
})

test('what hangs on a language is said of each, so that the compiler names it when one is added', () => {
  const oneLanguage = /[!=]== '(?:ar|es)'/
  expect(oneLanguage.test("language === 'ar' ? '، ' : ', '")).toBe(true)
  const inProduct = files.filter((file) => !file.startsWith('lib/demo/'))
  expect(inProduct.filter((file) => oneLanguage.test(source(file)))).toEqual([])
})
