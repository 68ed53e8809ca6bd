import { globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'

// What the linter has no rule for.
const files = globSync('{app,components,lib}/**/*.{ts,tsx}')
const source = (file: string) => readFileSync(file, 'utf8')

test('properties are written plainly: spread from a literal, the compiler checks for none too many', () => {
  expect(files.length).toBeGreaterThan(500)
  expect(files.filter((file) => /(?<!\{)\.\.\.\{/.test(source(file)))).toEqual([])
})

test('what waits one after the other does not look as if it waited at once', () => {
  const pairs = /^\s*(?:const|let) \[[^\]]*\] = \[(?:[^\]]*\W)?await\b/m
  expect(pairs.test('const [a, b] = [await x(), await y()]')).toBe(true)
  expect(files.filter((file) => pairs.test(source(file)))).toEqual([])
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
    /request\.(text|json|arrayBuffer)\(/.test(source(file)),
  )
  expect(doors.toSorted()).toEqual(Object.keys(readers))
  for (const reader of Object.values(readers)) expect(source(reader), reader).toMatch(parses)
})
