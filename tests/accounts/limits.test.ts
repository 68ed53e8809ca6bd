import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import {
  forgiveTry,
  type Limit,
  limitAccountSends,
  limitSends,
  limitStarts,
  limitTries,
} from '#lib/accounts/limits.ts'
import { pool } from '#lib/db/client.ts'
import { freshDatabase } from '#tests/support/database.ts'

await freshDatabase()

const somebody = () => randomBytes(32)
const somewhere = () => `2001:db8:${randomBytes(2).toString('hex')}::/64`

async function manyAtOnce(times: number, ask: () => Promise<Limit>): Promise<number> {
  const limits = await Promise.all(Array.from({ length: times }, ask))
  return limits.filter((limit) => limit.ok).length
}

/** Moves the clock by moving what was written. */
function passHours(hours: number) {
  return pool().query('update rate_limits set expire = expire - $1', [hours * 3_600_000])
}

test('five codes an hour are sent for one identifier, however many are asked for at once, from anywhere', async () => {
  const who = somebody()
  expect(await manyAtOnce(40, () => limitSends(who, somewhere()))).toBe(5)
})

test('a refusal says when to try again, within the hour', async () => {
  const who = somebody()
  await manyAtOnce(5, () => limitSends(who, somewhere()))
  const limit = await limitSends(who, somewhere())
  if (limit.ok) throw new Error('not limited')
  const wait = Temporal.Now.instant().until(limit.retryAt, { largestUnit: 'minutes' })
  expect(wait.minutes).toBeGreaterThanOrEqual(58)
  expect(wait.minutes).toBeLessThanOrEqual(60)
})

test('ten codes a day are sent for one identifier', async () => {
  const who = somebody()
  let sent = await manyAtOnce(5, () => limitSends(who, somewhere()))
  await passHours(1)
  sent += await manyAtOnce(5, () => limitSends(who, somewhere()))
  await passHours(1)
  sent += await manyAtOnce(5, () => limitSends(who, somewhere()))
  expect(sent).toBe(10)
  await passHours(24)
  expect(await limitSends(who, somewhere())).toEqual({ ok: true })
})

test('twenty codes an hour are sent for one address, whoever they are for', async () => {
  const address = somewhere()
  expect(await manyAtOnce(40, () => limitSends(somebody(), address))).toBe(20)
})

test('one account gets ten codes an hour, by whatever names it is asked for', async () => {
  const borrowerId = randomBytes(8).toString('hex')
  expect(await manyAtOnce(30, () => limitAccountSends(borrowerId))).toBe(10)
})

test('twenty wrong tries an hour come from one address; right ones do not count', async () => {
  const address = somewhere()
  for (let time = 0; time < 5; time += 1) {
    await limitTries(address)
    await forgiveTry(address)
  }
  expect(await manyAtOnce(40, () => limitTries(address))).toBe(20)
})

test('sixty sign-ins an hour begin at one address', async () => {
  const address = somewhere()
  expect(await manyAtOnce(80, () => limitStarts(address))).toBe(60)
})

test('the limits are in the database, without addresses in clear', async () => {
  const address = somewhere()
  await limitStarts(address)
  const { rows } = await pool().query('select key from rate_limits')
  expect(rows.length).toBeGreaterThan(0)
  expect(JSON.stringify(rows)).not.toContain('2001:db8')
})
