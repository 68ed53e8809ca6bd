import { expect, test } from 'vitest'
import { encryptSession, openSession } from '#lib/accounts/session-cookie.ts'
import {
  endAllSessions,
  endSession,
  findSession,
  noteActivity,
  startSession,
} from '#lib/accounts/sessions.ts'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { env } from '#lib/env.ts'
import { isPassive } from '#lib/http/passive.ts'
import { freshDatabase } from '#tests/support/database/database.ts'
import { givenLender, givenLoan } from '#tests/support/lender.ts'
import { noon } from '#tests/support/sign-in.ts'

await freshDatabase()

const lender = await givenLender()
const loan = await givenLoan(lender, [['2026-11-01', 100_00n]])

function signIn(ownDevice = false) {
  const { lenderId, borrowerId } = loan
  return transaction((tx) => startSession(tx, { lenderId, borrowerId, ownDevice, now: noon }))
}

function find(secret: string, now = noon, host = lender.host) {
  return findSession(database(), { secret, host, now })
}

test('the secret finds the borrower and the lender under the lender’s host, with or without a port', async () => {
  const secret = await signIn()
  expect(await find(secret, noon, `${lender.host}.:3000`)).toBeDefined()
  const found = await find(secret, noon, `${lender.host.toUpperCase()}:3000`)
  expect(found?.borrower).toMatchObject({
    id: loan.borrowerId,
    name: 'Nimali Perera',
    locale: 'en',
  })
  expect(found?.lender).toMatchObject({ id: lender.id, slug: lender.slug })
  expect(found?.lender.policy.graceDays).toBe(3)
})

test('says how its borrower is reached: by mail, else by text where texts leave, else by the pages', async () => {
  const reachOf = async (contacts: Parameters<typeof givenLoan>[2], smsUrl?: string) => {
    env().SMS_URL = smsUrl
    const { lenderId, borrowerId } = await givenLoan(lender, [['2026-11-01', 100_00n]], contacts)
    const session = { lenderId, borrowerId, ownDevice: false, now: noon }
    const found = await find(await transaction((tx) => startSession(tx, session)))
    return found?.borrower.reach
  }
  const gateway = 'http://sms.example'
  const nominatedPhone = '+94771234567'
  expect(await reachOf({ email: 'nimali@mail.example', nominatedPhone }, gateway)).toBe('email')
  expect(await reachOf({ email: null, nominatedPhone }, gateway)).toBe('sms')
  expect(await reachOf({ email: null, nominatedPhone })).toBe('page')
  expect(await reachOf({ email: null }, gateway)).toBe('page')
})

test('a session at one lender is nothing under another lender’s host', async () => {
  const elsewhere = await givenLender()
  expect(await find(await signIn(), noon, elsewhere.host)).toBeUndefined()
})

test('a made-up secret finds nobody', async () => {
  expect(await find('made-up')).toBeUndefined()
})

test('a borrowed device is signed out after fifteen idle minutes', async () => {
  const secret = await signIn()
  const found = await find(secret, noon.add({ minutes: 14, seconds: 59 }))
  expect(found?.endsAt).toEqual(noon.add({ minutes: 15 }))
  expect(await find(secret, noon.add({ minutes: 15 }))).toBeUndefined()
})

test('activity puts the end off, written at most once a minute, and never past twelve hours', async () => {
  const secret = await signIn()
  let now = noon
  for (let step = 1; now.until(noon.add({ hours: 12 })).sign > 0; step += 1) {
    const found = await find(secret, now)
    if (!found) throw new Error(`ended early, at ${now}`)
    await noteActivity(database(), found, now)
    now = noon.add({ minutes: step * 14 })
  }
  expect(await find(secret, noon.add({ hours: 12 }))).toBeUndefined()
  const fresh = await signIn()
  const seen = await find(fresh)
  if (!seen) throw new Error('not signed in')
  await noteActivity(database(), seen, noon.add({ seconds: 59 }))
  expect((await find(fresh))?.seenAt).toEqual(noon)
})

test('a session knows how many tries had failed before it', async () => {
  const { lenderId, borrowerId } = loan
  const session = { lenderId, borrowerId, ownDevice: false, failuresBefore: 7, now: noon }
  const secret = await transaction((tx) => startSession(tx, session))
  expect((await find(secret))?.failuresBefore).toBe(7)
  expect((await find(await signIn()))?.failuresBefore).toBe(0)
})

test('an own device stays signed in for twelve hours without activity', async () => {
  const secret = await signIn(true)
  const found = await find(secret, noon.add({ hours: 11, minutes: 59 }))
  expect(found?.endsAt).toEqual(noon.add({ hours: 12 }))
  expect(await find(secret, noon.add({ hours: 12 }))).toBeUndefined()
})

test('signing out ends the session for good, also for who kept the cookie', async () => {
  const secret = await signIn()
  const found = await find(secret)
  if (!found) throw new Error('not signed in')
  await transaction((tx) => endSession(tx, secret, noon))
  await transaction((tx) => endSession(tx, secret, noon))
  await noteActivity(database(), found, noon.add({ minutes: 5 }))
  expect(await find(secret)).toBeUndefined()
})

test('signing out everywhere ends every session of this borrower and of nobody else', async () => {
  const other = await givenLoan(lender, [['2026-11-01', 100_00n]])
  const theirs = await transaction((tx) =>
    startSession(tx, {
      lenderId: lender.id,
      borrowerId: other.borrowerId,
      ownDevice: false,
      now: noon,
    }),
  )
  const borrowed = await signIn()
  const own = await signIn(true)
  await transaction((tx) => endAllSessions(tx, loan, noon))
  for (const secret of [borrowed, own]) expect(await find(secret)).toBeUndefined()
  expect(await find(theirs)).toBeDefined()
})

test('the table holds no secret', async () => {
  const secret = await signIn()
  const rows = await database().selectFrom('sessions').select('secretHash').execute()
  expect(rows.map((row) => row.secretHash.toString('base64url'))).not.toContain(secret)
})

test('the cookie carries the secret encrypted, and a changed cookie opens to nothing', async () => {
  const cookie = await encryptSession('the secret')
  expect(cookie).not.toContain('the secret')
  expect(await openSession(cookie)).toBe('the secret')
  expect(await openSession(`${cookie.slice(0, -4)}AAAA`)).toBeUndefined()
  expect(await openSession('nonsense')).toBeUndefined()
  expect(await openSession(undefined)).toBeUndefined()
})

test('a refresh on a timer and a prefetch are not activity; a click, a return from elsewhere and an old browser are', () => {
  const navigation = { 'sec-fetch-mode': 'navigate', 'sec-fetch-site': 'same-origin' }
  expect(isPassive(new Headers(navigation))).toBe(true)
  expect(isPassive(new Headers({ 'next-router-prefetch': '1' }))).toBe(true)
  expect(isPassive(new Headers({ ...navigation, 'sec-fetch-user': '?1' }))).toBe(false)
  expect(isPassive(new Headers({ ...navigation, 'sec-fetch-site': 'cross-site' }))).toBe(false)
  expect(isPassive(new Headers())).toBe(false)
})
