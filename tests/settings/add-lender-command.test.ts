import { expect, test } from 'vitest'
import { freshDatabase } from '#tests/support/database/database.ts'
import { runCommand } from '#tests/support/run-command.ts'

await freshDatabase()

const given = [
  ...['add', '--slug', 'andes', '--host', 'andes.example', '--name', 'Andes'],
  ...['--currency', 'CLP', '--country', 'CL', '--time-zone', 'America/Santiago', '--locale', 'es'],
  ...['--help-email', 'ayuda@andes.example'],
]

const command = (...args: string[]) => runCommand('lib/settings/add-lender-command.ts', args)

test('a lender is made once, and it is said what comes next', async () => {
  expect(await command(...given)).toMatchObject({
    code: 0,
    said: expect.stringMatching(
      /^Andes is there, at andes.example.\nIt has no telephone number yet, so borrowers see only ayuda@andes.example\.\n/,
    ),
    complained: '',
  })
  expect(await command(...given)).toEqual({
    code: 1,
    said: '',
    complained: '--slug: another lender has it already\n--host: another lender has it already\n',
  })
})

test('a telephone number that was given is to be checked', async () => {
  const others = ['--slug', 'costa', '--host', 'costa.example', '--help-phone', '+56 2 2555 0100']
  expect((await command(...given, ...others)).said).toContain('Nobody has checked its telephone')
})

test.for<[args: string[], code: number, said: RegExp]>([
  [[], 2, /^Usage: npm run lender -- add/],
  [['remove'], 2, /^Usage/],
  [['add', '--colour', 'red'], 2, /^Unknown option '--colour'\.\nUsage/],
  [
    ['add'],
    1,
    /^--slug: is missing\n--host: is missing\n--name: is missing\n--currency: is missing\n--country: is missing\n--time-zone: is missing\n--locale: one of en, es, ar\n--help-email: is missing\n$/,
  ],
  [[...given, '--country', 'XX'], 1, /^--country: a country of ISO 3166-1, as LK\n$/],
  [
    [...given, '--help-phone', 'call us'],
    1,
    /^--help-phone: a telephone number, as \+94 11 555 0100\n$/,
  ],
  [[...given, '--help-email', 'a..b@x.com'], 1, /^--help-email: an address that can receive mail/],
  [
    ['add', '--name', 'An\ndes', '--help-phone', 'call us', '--help-email', 'a..b@x.com'],
    1,
    /^--slug: is missing\n.*\n--name: one line .*\n(?:.*\n)*--help-phone: .*\n--help-email: .*\n$/,
  ],
  [[...given, '--help-hours', 'x'.repeat(81)], 1, /^--help-hours: .*at most 80 characters\n$/],
  [[...given, '--name', ' '], 1, /^--name: is missing\n$/],
  [[...given, '--name', 'x'.repeat(61)], 1, /^--name: at most 60 characters\n$/],
  [[...given, '--name', 'An\ndes'], 1, /^--name: one line of at most 60 characters\n$/],
])('%j is answered clearly', async ([args, code, said]) => {
  const ended = await command(...args)
  expect(ended.code).toBe(code)
  expect(ended.complained).toMatch(said)
})
