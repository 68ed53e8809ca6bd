import { randomBytes, randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { findStaffSession, startStaffSession } from '#lib/staff/sessions.ts'
import { appSecretOf, maySignIn, noteRefused, staffByEmail, takeCode } from '#lib/staff/sign-in.ts'
import {
  forgiveCode,
  forgivePassword,
  limitCodes,
  limitPasswords,
} from '#lib/staff/sign-in-limits.ts'
import { totpCode, totpStep } from '#lib/staff/totp.ts'
import { freshDatabase } from '#tests/support/database/database.ts'
import { givenLender } from '#tests/support/lender.ts'
import { type GivenStaff, givenStaff, givenTotpSecret } from '#tests/support/staff.ts'

await freshDatabase()

const now = Temporal.Instant.from('2026-11-21T12:00:10Z')
const lender = await givenLender()

function codeAt(seconds: number): string {
  return totpCode(givenTotpSecret, totpStep(now.add({ seconds })))
}

function take({ id: staffId }: GivenStaff, code: string, at = now): Promise<boolean> {
  return transaction((tx) => takeCode(tx, { lenderId: lender.id, staffId, code, now: at }))
}

test('a code works once, and none that is older after it', async () => {
  const staff = await givenStaff(lender, 'agent')
  expect(await take(staff, codeAt(0))).toBe(true)
  expect(await take(staff, codeAt(0))).toBe(false)
  expect(await take(staff, codeAt(-30))).toBe(false)
  expect(await take(staff, codeAt(30))).toBe(true)
  expect(await take(staff, codeAt(0))).toBe(false)
})

test('two at the same moment with one code: one of them is let in', async () => {
  const staff = await givenStaff(lender, 'agent')
  const taken = await Promise.all(Array.from({ length: 8 }, () => take(staff, codeAt(0))))
  expect(taken.filter(Boolean)).toHaveLength(1)
})

test('a code may be typed with spaces and in other digits', async () => {
  const one = await givenStaff(lender, 'agent')
  const other = await givenStaff(lender, 'agent')
  const code = codeAt(0)
  expect(await take(one, ` ${code.slice(0, 3)} ${code.slice(3)} `)).toBe(true)
  const arabic = code.replace(/\d/g, (digit) => String.fromCodePoint(0x660 + Number(digit)))
  expect(await take(other, arabic)).toBe(true)
})

test('another lender’s staff is nobody here', async () => {
  const elsewhere = await givenStaff(await givenLender(), 'admin')
  expect(await take(elsewhere, codeAt(0))).toBe(false)
  expect(await staffByEmail(database(), lender.id, elsewhere.email)).toBeUndefined()
})

test('who is disabled or not set up may not sign in', async () => {
  const ready = await givenStaff(lender, 'agent', { passwordHash: '$argon2id$…' })
  const account = await staffByEmail(database(), lender.id, ready.email)
  expect(maySignIn(account)).toBe(true)
  expect(maySignIn(undefined)).toBe(false)
  expect(maySignIn(account && { ...account, disabledAt: now })).toBe(false)
  expect(maySignIn(account && { ...account, totpConfirmedAt: null })).toBe(false)
  expect(maySignIn(account && { ...account, passwordHash: null })).toBe(false)
})

const from = (values: Partial<Parameters<typeof limitPasswords>[0]> = {}) => ({
  lenderId: lender.id,
  email: 'amara@serendib.example',
  address: somewhere(),
  knownBrowser: undefined,
  ...values,
})
const somewhere = () => `2001:db8:${randomUUID().slice(0, 4)}:${randomUUID().slice(0, 4)}::/64`
const allowed = async (times: number, ask: () => Promise<{ ok: boolean }>) =>
  (await Promise.all(Array.from({ length: times }, ask))).filter(({ ok }) => ok).length

test('ten wrong passwords from one address stop that address, not the owner elsewhere', async () => {
  const email = 'one@serendib.example'
  const address = somewhere()
  expect(await allowed(30, () => limitPasswords(from({ email, address })))).toBe(10)
  expect(await limitPasswords(from({ email }))).toEqual({ ok: true })
  expect(await limitPasswords(from({ email: 'two@serendib.example', address }))).toEqual({
    ok: true,
  })
})

test('however many strangers try, the browser in which the account was opened is let through', async () => {
  const email = 'known@serendib.example'
  expect(await allowed(150, () => limitPasswords(from({ email })))).toBe(100)
  expect((await limitPasswords(from({ email }))).ok).toBe(false)
  const owner = from({ email, knownBrowser: randomUUID() })
  expect(await limitPasswords(owner)).toEqual({ ok: true })
  expect(await allowed(20, () => limitPasswords(owner))).toBe(9)
})

test('three hundred wrong passwords an hour come from one address, whoever they are for', async () => {
  const address = somewhere()
  const ask = () => limitPasswords(from({ email: `${randomUUID()}@serendib.example`, address }))
  expect(await allowed(400, ask)).toBe(300)
})

test('a right password gives its try back', async () => {
  const typed = from({ email: 'right@serendib.example' })
  for (let time = 0; time < 15; time += 1) {
    expect(await limitPasswords(typed)).toEqual({ ok: true })
    await forgivePassword(typed)
  }
})

test('five codes are tried after one password, six a day by strangers; a known browser has its own', async () => {
  const staffId = randomUUID()
  const after = (sessionId: string, knownBrowser?: string) => () =>
    limitCodes({ sessionId, staffId, knownBrowser })
  expect(await allowed(8, after(randomUUID()))).toBe(5)
  expect(await allowed(8, after(randomUUID()))).toBe(1)
  expect(await allowed(8, after(randomUUID()))).toBe(0)
  expect(await allowed(8, after(randomUUID(), randomUUID()))).toBe(5)
  const right = { sessionId: randomUUID(), staffId: randomUUID(), knownBrowser: undefined }
  expect(await limitCodes(right)).toEqual({ ok: true })
  await forgiveCode(right)
  const others = () => limitCodes({ ...right, sessionId: randomUUID() })
  expect(await allowed(8, others)).toBe(6)
})

test('two hundred refused sign-ins leave three lines in the audit log, and the next session is told of all', async () => {
  const staff = await givenStaff(lender, 'agent')
  const bystander = await givenStaff(lender, 'agent')
  const refuse = (staffId: string) =>
    transaction((tx) => noteRefused(tx, { lenderId: lender.id, staffId, why: 'password', now }))
  await refuse(bystander.id)
  await Promise.all(Array.from({ length: 200 }, () => refuse(staff.id)))
  const lines = await database()
    .selectFrom('auditLog')
    .select('detail')
    .where('action', '=', 'staff.sign_in_refused')
    .where('subjectId', '=', staff.id)
    .orderBy('id')
    .execute()
  expect(lines.map(({ detail }) => detail)).toEqual(
    [1, 10, 100].map((failures) => ({ why: 'password', failures })),
  )
  const told = async ({ id: staffId }: GivenStaff) => {
    const secret = await transaction((tx) =>
      startStaffSession(tx, { lenderId: lender.id, staffId, now }),
    )
    const session = await findStaffSession(database(), { secret, host: lender.host, now })
    return session?.failuresBefore
  }
  expect(await told(staff)).toBe(200)
  expect(await told(staff)).toBe(0)
  expect(await told(bystander)).toBe(1)
})

test('an app whose secret was lost with its data key is told from a wrong code', async () => {
  const staff = await givenStaff(lender, 'agent')
  const asked = { lenderId: lender.id, staffId: staff.id }
  expect(await appSecretOf(database(), asked)).toBe(givenTotpSecret)
  await database()
    .updateTable('staff')
    .set({ totpSecretEncrypted: randomBytes(60) })
    .where('id', '=', staff.id)
    .execute()
  expect(await appSecretOf(database(), asked)).toBeUndefined()
  expect(await take(staff, codeAt(0))).toBe(false)
})
