import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const mayRead = [
  'lib/db/lenders.ts',
  'lib/db/schema.generated.ts',
  'lib/domain/identity/contact.ts',
  'lib/domain/settings/defaults.ts',
  'lib/domain/settings/fields.ts',
  'lib/domain/settings/settings.ts',
  'lib/notices/compose-notice.ts',
]

test('a telephone number reaches a borrower only through what is still valid', () => {
  const files = globSync(['app/**/*.{ts,tsx}', 'components/**/*.{ts,tsx}', 'lib/**/*.{ts,tsx}'])
  const readers = files.filter(
    (file) =>
      !file.startsWith('lib/demo/') &&
      !file.startsWith('lib/settings/') &&
      /\bhelp(Phone|Hours)\b/.test(readFileSync(file, 'utf8')),
  )
  expect(readers.filter((file) => !mayRead.includes(file))).toEqual([])
  expect(readFileSync('lib/notices/compose-notice.ts', 'utf8')).toContain('shownContacts(')
})
