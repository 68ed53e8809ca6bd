import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const rows = readFileSync('docs/systems.md', 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('| ') && !line.startsWith('| system'))

test('each system that a borrower meets names a test that is there', () => {
  expect(rows.length).toBeGreaterThan(25)
  for (const row of rows) {
    const shown = [...row.matchAll(/`(tests\/[^`]+)`(?: \(([^)]+)\))?/g)]
    expect(shown.length, row).toBeGreaterThan(0)
    for (const [, file = '', title] of shown) {
      expect(existsSync(file), file).toBe(true)
      if (title) expect(readFileSync(file, 'utf8')).toContain(title)
    }
  }
})
