import { beforeEach, expect, test } from 'vitest'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { changeRole, disableStaff } from '#lib/staff/change-staff.ts'
import { inviteStaff, resetStaff } from '#lib/staff/invite-staff.ts'
import { listStaff } from '#lib/staff/queries.ts'
import { findStaffSession } from '#lib/staff/sessions.ts'
import { maySignIn, staffByEmail } from '#lib/staff/sign-in.ts'
import {
  choosePassword,
  confirmApp,
  type Invitation,
  invitationOf,
} from '#lib/staff/take-up-invitation.ts'
import { totpCode, totpStep } from '#lib/staff/totp.ts'
import { freshDatabase } from '#tests/support/database/database.ts'
import { givenLender } from '#tests/support/lender.ts'
import { givenStaff, givenStaffSession } from '#tests/support/staff.ts'

await freshDatabase()

const now = Temporal.Now.instant()
let lender: Awaited<ReturnType<typeof givenLender>>
const by = () => ({ lenderId: lender.id, actor: 'keyturn', now })

beforeEach(async () => {
  lender = await givenLender()
})

async function invited(email = 'amara@serendib.example'): Promise<string> {
  const person = { email, name: 'Amara Silva', role: 'agent', locale: 'en' } as const
  const made = await transaction((tx) => inviteStaff(tx, { ...by(), ...person }))
  if ('refusal' in made) throw new Error(made.refusal)
  return made.token
}

async function found(token: string, values: { lenderId?: string; now?: Temporal.Instant } = {}) {
  return invitationOf(database(), { token, lenderId: lender.id, now, ...values })
}

async function setUp(token: string): Promise<void> {
  const first = (await found(token)) as Invitation
  await transaction((tx) => choosePassword(tx, first, '$argon2id$first'))
  const second = (await found(token)) as Invitation
  const code = totpCode(second.totpSecret ?? '', totpStep(now))
  expect(await transaction((tx) => confirmApp(tx, second, { code, now }))).toBe(true)
}

test('an invitation is taken up in two steps, once', async () => {
  const token = await invited()
  expect(await found(token)).toMatchObject({ name: 'Amara Silva', totpSecret: undefined })
  expect(maySignIn(await staffByEmail(database(), lender.id, 'amara@serendib.example'))).toBe(false)
  await setUp(token)
  expect(maySignIn(await staffByEmail(database(), lender.id, 'amara@serendib.example'))).toBe(true)
  expect(await found(token)).toBeUndefined()
})

test('an invitation ends after a day, and is nothing under another lender’s host', async () => {
  const token = await invited()
  expect(await found(token, { now: now.add({ hours: 24 }) })).toBeUndefined()
  expect(await found(token, { lenderId: (await givenLender()).id })).toBeUndefined()
  expect(await found(`${token.slice(0, -1)}_`)).toBeUndefined()
})

test('a password once chosen is not chosen again by the same link', async () => {
  const token = await invited()
  const invitation = (await found(token)) as Invitation
  await transaction((tx) => choosePassword(tx, invitation, '$argon2id$first'))
  await transaction((tx) => choosePassword(tx, invitation, '$argon2id$second'))
  const account = await staffByEmail(database(), lender.id, 'amara@serendib.example')
  expect(account?.passwordHash).toBe('$argon2id$first')
})

test('a wrong code confirms nothing', async () => {
  const token = await invited()
  await transaction(async (tx) => choosePassword(tx, (await found(token)) as Invitation, 'x'))
  const invitation = (await found(token)) as Invitation
  const attempt = { code: '000000', now }
  expect(await transaction((tx) => confirmApp(tx, invitation, attempt))).toBe(false)
  expect(await found(token)).toBeDefined()
})

test('an address has one account at a lender, however it is written', async () => {
  await invited('amara@serendib.example')
  const again = { email: 'Amara@Serendib.example', name: 'A', role: 'admin', locale: 'en' } as const
  const made = await transaction((tx) => inviteStaff(tx, { ...by(), ...again }))
  expect(made).toEqual({ refusal: 'exists' })
})

test('a reset ends sessions, older links, password and app', async () => {
  const staff = await givenStaff(lender, 'agent', { passwordHash: '$argon2id$…' })
  const secret = await givenStaffSession(staff)
  const first = await transaction((tx) => resetStaff(tx, { ...by(), staffId: staff.id }))
  const second = await transaction((tx) => resetStaff(tx, { ...by(), staffId: staff.id }))
  if ('refusal' in first || 'refusal' in second) throw new Error('not reset')
  const asked = { secret, host: lender.host, now: Temporal.Now.instant() }
  expect(await findStaffSession(database(), asked)).toBeUndefined()
  expect(await found(first.token)).toBeUndefined()
  expect(await found(second.token)).toMatchObject({ staffId: staff.id })
  expect(maySignIn(await staffByEmail(database(), lender.id, staff.email))).toBe(false)
})

test('the last admin stays, whatever two admins do to each other at once', async () => {
  lender = await givenLender({ alone: true })
  const one = await givenStaff(lender, 'admin')
  const other = await givenStaff(lender, 'admin')
  const refusals = await Promise.all(
    [one, other].map(({ id: staffId }) =>
      transaction((tx) => disableStaff(tx, { ...by(), staffId })),
    ),
  )
  expect(refusals.map(({ refusal }) => refusal).toSorted()).toEqual(['last_admin', undefined])
  const left = (await listStaff(database(), lender.id)).find(({ disabledAt }) => !disabledAt)
  const demoted = { ...by(), staffId: left?.id ?? '', role: 'agent', seenRole: 'admin' } as const
  expect(await transaction((tx) => changeRole(tx, demoted))).toEqual({ refusal: 'last_admin' })
  const same = { ...demoted, role: 'admin' } as const
  expect(await transaction((tx) => changeRole(tx, same))).toEqual({ refusal: undefined })
})

test('a role counts from the next request on', async () => {
  await givenStaff(lender, 'admin')
  const staff = await givenStaff(lender, 'agent')
  const asked = { secret: await givenStaffSession(staff), host: lender.host }
  const role = async () =>
    (await findStaffSession(database(), { ...asked, now: Temporal.Now.instant() }))?.staff.role
  expect(await role()).toBe('agent')
  const roles = { role: 'approver', seenRole: 'agent' } as const
  await transaction((tx) => changeRole(tx, { ...by(), staffId: staff.id, ...roles }))
  expect(await role()).toBe('approver')
  const written = await database()
    .selectFrom('auditLog')
    .select('detail')
    .where('action', '=', 'staff.role_changed')
    .where('subjectId', '=', staff.id)
    .execute()
  expect(written).toEqual([{ detail: { role: 'approver' } }])
  await transaction((tx) => disableStaff(tx, { ...by(), staffId: staff.id }))
  expect(await role()).toBeUndefined()
})

test('of two admins who change a role at once, the second is told, and nothing is overwritten', async () => {
  await givenStaff(lender, 'admin')
  const { id: staffId } = await givenStaff(lender, 'agent')
  const seenRole = 'agent'
  const change = (role: 'approver' | 'admin') =>
    transaction((tx) => changeRole(tx, { ...by(), staffId, role, seenRole }))
  const wishes = ['approver', 'admin'] as const
  const refusals = (await Promise.all(wishes.map(change))).map(({ refusal }) => refusal)
  expect(refusals.toSorted()).toEqual(['changed', undefined])
  const kept = wishes[refusals.indexOf(undefined)] ?? 'approver'
  const one = (await listStaff(database(), lender.id)).find(({ id }) => id === staffId)
  expect(one?.role).toBe(kept)
  expect(await change(kept)).toEqual({ refusal: undefined })
})

test('another lender’s staff cannot be changed', async () => {
  const elsewhere = await givenStaff(await givenLender(), 'agent')
  const act = { ...by(), staffId: elsewhere.id }
  expect(await transaction((tx) => disableStaff(tx, act))).toEqual({ refusal: 'not_found' })
  const role = 'approver'
  expect(await transaction((tx) => changeRole(tx, { ...act, role }))).toEqual({
    refusal: 'not_found',
  })
  expect(await transaction((tx) => resetStaff(tx, act))).toEqual({ refusal: 'not_found' })
})
