import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import {
  type Asker,
  allowCode,
  forgiveCode,
  type Limit,
  limitSends,
  limitStarts,
} from '#lib/accounts/limits.ts'
import { pool } from '#lib/db/client.ts'
import { freshDatabase } from '#tests/support/database/database.ts'
import { passHours } from '#tests/support/pass-hours.ts'

await freshDatabase()

const somewhere = () => `2001:db8:${randomUUID().slice(0, 4)}:${randomUUID().slice(0, 4)}::/64`
const lenderId = randomUUID()
const stranger = (place: Partial<Asker> = {}): Asker => ({
  lenderId,
  address: somewhere(),
  browserId: randomUUID(),
  isKnown: false,
  ...place,
})

async function manyAtOnce(times: number, ask: () => Promise<Limit>): Promise<number> {
  const limits = await Promise.all(Array.from({ length: times }, ask))
  return limits.filter((limit) => limit.ok).length
}

async function lengths(times: number, ask: () => Promise<number | null>): Promise<string[]> {
  const found = await Promise.all(Array.from({ length: times }, ask))
  return found.map(String).sort()
}

test('one browser may ask for eight codes an hour and sixteen a day, however many it asks for at once', async () => {
  const browserId = randomUUID()
  const ask = () => limitSends(stranger({ browserId }))
  expect(await manyAtOnce(40, ask)).toBe(8)
  await passHours(1)
  expect(await manyAtOnce(40, ask)).toBe(8)
  await passHours(1)
  expect(await manyAtOnce(40, ask)).toBe(0)
  await passHours(24)
  expect(await ask()).toEqual({ ok: true })
})

test('a refusal says when to try again, within the hour', async () => {
  const browserId = randomUUID()
  await manyAtOnce(8, () => limitSends(stranger({ browserId })))
  const limit = await limitSends(stranger({ browserId }))
  if (limit.ok) throw new Error('not limited')
  const wait = Temporal.Now.instant().until(limit.retryAt, { largestUnit: 'minutes' })
  expect(wait.minutes).toBeGreaterThanOrEqual(58)
  expect(wait.minutes).toBeLessThanOrEqual(60)
})

test('the first five codes of a day that nobody used are short, by whatever name they were asked for', async () => {
  const account = randomUUID()
  const found = await lengths(12, () => allowCode(account, stranger()))
  expect(found.filter((length) => length === '6')).toHaveLength(5)
  expect(found.filter((length) => length === '9')).toHaveLength(7)
  await passHours(24)
  expect(await allowCode(account, stranger())).toBe(6)
})

test('codes that were used do not count', async () => {
  const account = randomUUID()
  for (let day = 0; day < 30; day += 1) {
    const asker = stranger({ address: '198.51.100.7' })
    expect(await allowCode(account, asker)).toBe(6)
    await forgiveCode(account, asker, 6)
  }
})

test('a stranger at one address does not keep an owner at another from a code', async () => {
  const account = randomUUID()
  const address = somewhere()
  const found = await lengths(200, () => allowCode(account, stranger({ address })))
  expect(found.filter((length) => length === 'null')).toHaveLength(180)
  expect(await allowCode(account, stranger())).toBe(9)
  // Another account, asked for from the stranger's own address, is not touched.
  expect(await allowCode(randomUUID(), stranger({ address }))).toBe(6)
})

test('strangers at any number of addresses do not keep the browser out in which the account was opened', async () => {
  const account = randomUUID()
  const found = await lengths(200, () => allowCode(account, stranger()))
  expect(found.filter((length) => length === 'null')).toHaveLength(50)
  expect(await allowCode(account, stranger())).toBeNull()
  expect(await allowCode(account, stranger({ isKnown: true }))).toBe(9)
})

test('an address at which thirty short codes of an hour were not used gets long ones, and is not refused', async () => {
  const address = somewhere()
  const found = await lengths(200, () => allowCode(randomUUID(), stranger({ address })))
  expect(found.filter((length) => length === '6')).toHaveLength(30)
  expect(found.filter((length) => length === '9')).toHaveLength(170)
})

test('what a crowd at one address asked for does not stop the browser that is known', async () => {
  const address = somewhere()
  expect(await manyAtOnce(1_600, () => limitSends(stranger({ address })))).toBe(1_500)
  expect((await limitSends(stranger({ address }))).ok).toBe(false)
  expect(await limitSends(stranger({ address, isKnown: true }))).toEqual({ ok: true })
  // Nor anybody at the same address who is another lender's borrower.
  const other = randomUUID()
  expect(await limitSends(stranger({ address, lenderId: other }))).toMatchObject({ ok: true })
}, 60_000)

test('three thousand sign-ins an hour begin at one address; a browser that was here before begins beyond', async () => {
  const place = { lenderId, address: somewhere() }
  const begin = (over: object = {}) => limitStarts({ ...place, isKnown: false, ...over })
  expect(await manyAtOnce(3_100, begin)).toBe(3_000)
  expect(await begin({ isKnown: true })).toEqual({ ok: true })
  expect(await begin({ lenderId: randomUUID() })).toMatchObject({ ok: true })
  expect((await begin()).ok).toBe(false)
}, 60_000)

test('short codes that one lender’s people did not use make no other lender’s long', async () => {
  const address = somewhere()
  await lengths(40, () => allowCode(randomUUID(), stranger({ address })))
  expect(await allowCode(randomUUID(), stranger({ address }))).toBe(9)
  expect(await allowCode(randomUUID(), stranger({ address, lenderId: randomUUID() }))).toBe(6)
})

test('the limits are in the database, without addresses in clear', async () => {
  const address = somewhere()
  await limitStarts({ lenderId, address, isKnown: false })
  await allowCode(randomUUID(), stranger({ address }))
  const { rows } = await pool().query('select key from rate_limits')
  expect(rows.length).toBeGreaterThan(0)
  expect(JSON.stringify(rows)).not.toContain('2001:db8')
})
