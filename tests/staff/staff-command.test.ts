import { expect, test } from 'vitest'
import { database } from '#lib/db/client.ts'
import { invitationOf } from '#lib/staff/take-up-invitation.ts'
import { freshDatabase } from '#tests/support/database/database.ts'
import { givenLender } from '#tests/support/lender.ts'
import { runCommand } from '#tests/support/run-command.ts'
import { givenStaff } from '#tests/support/staff.ts'

await freshDatabase({ bystanders: false })

const email = 'amara@serendib.example'
const lender = await givenLender({ slug: 'serendib' })

async function run(...args: string[]) {
  const { code, said, complained } = await runCommand('lib/staff/staff-command.ts', args)
  return { code, said: said + complained }
}

const about = ['--lender', 'serendib', '--email', email]

function found(said: string) {
  const token = /\/desk\/welcome\/([\w-]{43})\?lang=en\s*$/.exec(said)?.[1] ?? ''
  return invitationOf(database(), { token, lenderId: lender.id, now: Temporal.Now.instant() })
}

test('an account is added, its link renewed, its role changed, and it is ended', async () => {
  const added = await run('add', ...about, '--name', 'Amara Silva', '--role', 'agent')
  expect(added.code).toBe(0)
  expect(added.said).toContain('http://serendib.localhost:3000/desk/welcome/')
  expect(await found(added.said)).toMatchObject({ email, name: 'Amara Silva' })
  const renewed = await run('reset', ...about)
  expect(await found(added.said)).toBeUndefined()
  expect(await found(renewed.said)).toMatchObject({ email })
  expect(await run('role', ...about, '--role', 'approver')).toMatchObject({ code: 0 })
  expect(await run('disable', ...about)).toMatchObject({ code: 0 })
  expect(await found(renewed.said)).toBeUndefined()
  const staff = await database().selectFrom('staff').select(['role', 'disabledAt']).execute()
  expect(staff).toEqual([{ role: 'approver', disabledAt: expect.anything() }])
})

test('what is said of a disabled account: that it is, and that a reset opens it again', async () => {
  const { email: own, id } = await givenStaff(lender, 'agent')
  const who = ['--lender', 'serendib', '--email', own]
  expect((await run('reset', ...who)).said).not.toContain('disabled')
  expect(await run('disable', ...who)).toMatchObject({ code: 0 })
  for (const act of [['role', '--role', 'approver'], ['disable']])
    expect(await run(...act, ...who)).toEqual({
      code: 1,
      said: `The account of ${own} is disabled. \`reset\` opens it again, with a new link.\n`,
    })
  const reset = await run('reset', ...who)
  expect(reset.said).toContain(`The account of ${own} was disabled; it is open again.`)
  const account = database().selectFrom('staff').select('disabledAt').where('id', '=', id)
  expect(await account.executeTakeFirst()).toEqual({ disabledAt: null })
})

test('the only admin is not disabled, one who has not signed in yet neither; one of two is', async () => {
  await givenLender({ slug: 'tierra' })
  const who = (name: string) => ['--lender', 'tierra', '--email', `${name}@tierra.example`]
  const add = (name: string) => run('add', ...who(name), '--name', name, '--role', 'admin')
  expect(await add('uma')).toMatchObject({ code: 0 })
  expect((await run('disable', ...who('uma'))).said).toContain('is the only admin')
  expect((await run('role', ...who('uma'), '--role', 'agent')).said).toContain('is the only admin')
  expect(await add('vera')).toMatchObject({ code: 0 })
  expect(await run('disable', ...who('uma'))).toMatchObject({ code: 0 })
  expect((await run('disable', ...who('vera'))).said).toContain('is the only admin')
})

test('by an address only who works at that lender is meant', async () => {
  const norte = await givenLender({ slug: 'norte' })
  const { id } = await givenStaff(norte, 'agent')
  const account = () =>
    database()
      .selectFrom('staff')
      .select(['email', 'disabledAt'])
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
  const disable = async (slug: string) =>
    run('disable', '--lender', slug, '--email', (await account()).email)
  expect((await disable('serendib')).said).toContain('Nobody at Serendib Mobile')
  expect(await account()).toMatchObject({ disabledAt: null })
  expect(await disable('norte')).toMatchObject({ code: 0 })
  expect(await account()).toMatchObject({ disabledAt: expect.anything() })
})

test.each([
  [[], 'Usage', 2],
  [['crown', ...about], 'There is no command "crown".\nUsage', 2],
  [['toString', ...about], 'There is no command "toString".\nUsage', 2],
  [['disable', email, ...about], `One command at a time: what is "${email}"?\nUsage`, 2],
  [['add', '--lender', 'serendib'], '--email is missing.\nUsage', 2],
  [['add', ...about], '--name is missing.\nUsage', 2],
  [['add', ...about, '--name', ' ', '--role', 'agent'], '--name is missing.\nUsage', 2],
  [['add', ...about, '--name', 'A', '--role', 'king'], '--role: "king" is none of agent, ', 2],
  [['reset', '--lender', 'serendib', '--email', 'bad'], '--email: "bad" is no address.\nUsage', 2],
  [['role', ...about], '--role is missing.\nUsage', 2],
  [['disable', ...about, '--role', 'admin'], '--role: `disable` takes none.\nUsage', 2],
  [['reset', '--lender', 'nobody', '--email', 'a@b.example'], 'There is no lender "nobody"', 1],
  [['reset', '--lender', 'serendib', '--email', 'who@b.example'], 'Nobody at Serendib Mobile', 1],
  [['--crown'], "Unknown option '--crown'", 2],
])('%j is refused: %s', async (args, reason, exitCode) => {
  const { code, said } = await run(...args)
  expect(said).toContain(reason)
  expect(code).toBe(exitCode)
})
