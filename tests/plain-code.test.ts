import { globSync, readFileSync } from 'node:fs'
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
