import { expect, test } from 'vitest'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { forgivePassword, limitCodes, limitPasswords } from '#lib/staff/limits.ts'
import { maySignIn, staffByEmail, takeCode } from '#lib/staff/sign-in.ts'
import { totpCode, totpStep } from '#lib/staff/totp.ts'
import { freshDatabase } from '#tests/support/database.ts'
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
  const [one, other] = [await givenStaff(lender, 'agent'), await givenStaff(lender, 'agent')]
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

const somewhere = () => `2001:db8:${Math.random().toString(16).slice(2, 6)}::/64`

test('ten passwords an hour are tried for one account from anywhere, known or not', async () => {
  const email = 'nobody@serendib.example'
  const tries = Array.from({ length: 20 }, () =>
    limitPasswords({ lenderId: lender.id, email, address: somewhere() }),
  )
  expect((await Promise.all(tries)).filter(({ ok }) => ok)).toHaveLength(10)
})

test('thirty passwords an hour are tried from one address, whoever they are for', async () => {
  const address = somewhere()
  const tries = Array.from({ length: 50 }, (_, index) =>
    limitPasswords({ lenderId: lender.id, email: `p${index}@serendib.example`, address }),
  )
  expect((await Promise.all(tries)).filter(({ ok }) => ok)).toHaveLength(30)
})

test('a right password gives its try back', async () => {
  const typed = { lenderId: lender.id, email: 'right@serendib.example', address: somewhere() }
  for (let time = 0; time < 15; time += 1) {
    expect(await limitPasswords(typed)).toEqual({ ok: true })
    await forgivePassword(typed)
  }
})

test('five codes are tried after one password, ten for one account', async () => {
  const staffId = crypto.randomUUID()
  const after = (sessionId: string) => limitCodes({ sessionId, staffId })
  const oks = async (sessionId: string) =>
    (await Promise.all(Array.from({ length: 8 }, () => after(sessionId)))).filter(({ ok }) => ok)
  expect(await oks(crypto.randomUUID())).toHaveLength(5)
  expect(await oks(crypto.randomUUID())).toHaveLength(5)
  expect(await oks(crypto.randomUUID())).toHaveLength(0)
})
