import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { freshDatabase } from '#tests/support/database/database.ts'
import { givenLender } from '#tests/support/lender.ts'
import { runCommand } from '#tests/support/run-command.ts'
import { rowCounts } from './books.ts'
import { bookRow, connect, toCsv } from './loan-book.ts'

await freshDatabase({ bystanders: false })
await connect(await givenLender({ slug: 'serendib' }))
const folder = await mkdtemp(join(tmpdir(), 'loan-book-'))
afterAll(() => rm(folder, { recursive: true }))

const command = (...args: string[]) =>
  runCommand('lib/loans/import/import-command.ts', args, { environment: { INIT_CWD: folder } })

const book = toCsv([bookRow('serendib', 1), bookRow('serendib', 2)])

test('the command loads a file named from where the person stands', async () => {
  await writeFile(join(folder, 'loans.csv'), book)
  expect(await command('loans.csv', '--dry-run')).toEqual({
    code: 0,
    complained: '',
    said: expect.stringMatching(
      /^serendib: 2 loans in the file: 2 would be created, 0 would be updated, 0 unchanged.\nThis was a dry run: nothing was changed.\nTook [\d.]+ s.\n$/,
    ),
  })
  expect((await rowCounts()).loans).toBe(0)
  expect((await command('loans.csv')).said).toMatch(/2 created, 0 updated, 0 unchanged/)
  await writeFile(join(folder, 'loans.csv'), book.replaceAll('13T', '14T'))
  expect((await command('loans.csv')).said).toMatch(
    /0 created, 2 updated, 0 unchanged.\n {2}Changed: model 2./,
  )
})

test('a bad file is named row by row, ends with 1 and changes nothing', async () => {
  await writeFile(join(folder, 'bad.csv'), book.replace('Xiaomi', '').replaceAll('13T', '15T'))
  const before = await rowCounts()
  expect(await command('bad.csv')).toEqual({
    code: 1,
    said: '',
    complained: 'line 2, column brand: is empty\n1 fault: nothing was changed.\n',
  })
  expect(await rowCounts()).toEqual(before)
})

test('people whom the books know change only with --accept-changed-people, and are named', async () => {
  await command('loans.csv', '--accept-changed-people')
  await writeFile(
    join(folder, 'people.csv'),
    book.replaceAll('13T', '14T').replace('Nimali Perera', 'Kamal Silva'),
  )
  const named = 'line 2, customer C-1: borrower_name "Nimali Perera" becomes "Kamal Silva"'
  const refused = await command('people.csv')
  expect(refused).toEqual({
    code: 1,
    said: '',
    complained: `${named}\n1 person whom the books know would change.\nNothing was changed. If each is meant so, run it again with --accept-changed-people.\n`,
  })
  expect(await command('people.csv', '--dry-run')).toEqual(refused)
  const done = await command('people.csv', '--accept-changed-people')
  expect(done).toMatchObject({
    code: 0,
    said: expect.stringContaining(`${named}\n1 person whom the books know changed.\n`),
  })
})

test.for<[args: string[], code: number, said: RegExp]>([
  [[], 2, /^Usage: npm run loans:import -- FILE.csv \[--dry-run\] \[--accept-changed-people\]/],
  [['a.csv', 'b.csv'], 2, /^One file at a time: what is b.csv\?\nUsage/],
  [['a.csv', '--force'], 2, /^Unknown option '--force'\.\nUsage/],
  [
    ['nowhere.csv'],
    1,
    /nowhere.csv cannot be read: it is not there, or reading it is not allowed.\n$/,
  ],
  [['.'], 1, /is not a file.\n$/],
])('%j is answered with one clear sentence', async ([args, code, said]) => {
  const ended = await command(...args)
  expect(ended.code).toBe(code)
  expect(ended.complained).toMatch(said)
})
