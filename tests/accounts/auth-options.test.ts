import { expect, test } from 'vitest'
import { authOptions } from '#lib/accounts/auth-options.ts'
import { findSession, startSession } from '#lib/accounts/sessions.ts'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { env } from '#lib/env.ts'
import { freshDatabase } from '#tests/support/database/database.ts'
import { givenLender, givenLoan } from '#tests/support/lender.ts'

await freshDatabase()

const lender = await givenLender()
const loan = await givenLoan(lender, [['2026-11-01', 100_00n]])

function signIn() {
  const { lenderId, borrowerId } = loan
  const now = Temporal.Now.instant()
  return transaction((tx) => startSession(tx, { lenderId, borrowerId, ownDevice: false, now }))
}

function sessionFor(secret: string, host = lender.host) {
  type Ask = { token: { secret: string } }
  const session = authOptions(host).callbacks?.session as unknown as (ask: Ask) => Promise<object>
  return session({ token: { secret } })
}

test('next-auth tells a session only while its row stands, and only under its lender’s host', async () => {
  const secret = await signIn()
  expect(await sessionFor(secret)).toMatchObject({ user: { name: 'Nimali Perera' } })
  expect(await sessionFor(secret, 'norte.localhost')).toEqual({})
  expect(await sessionFor('made-up')).toEqual({})
})

test('signing out through next-auth ends the row', async () => {
  const secret = await signIn()
  const options = authOptions(lender.host)
  await options.events?.signOut?.({ token: { secret }, session: { expires: '' } })
  const now = Temporal.Now.instant()
  expect(await findSession(database(), { secret, host: lender.host, now })).toBeUndefined()
})

test('the cookie is bound to the host by its name as soon as the portal is on HTTPS', () => {
  const portal = env().PORTAL_URL
  const cookie = () => authOptions(lender.host).cookies?.sessionToken
  expect(cookie()?.options).toEqual({ httpOnly: true, sameSite: 'lax', secure: false, path: '/' })
  env().PORTAL_URL = 'https://portal.example'
  expect(cookie()?.name).toBe('__Host-next-auth.session-token')
  expect(cookie()?.options).toMatchObject({ secure: true, path: '/' })
  env().PORTAL_URL = portal
})
