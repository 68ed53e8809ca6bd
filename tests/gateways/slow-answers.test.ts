import { setTimeout as sleep } from 'node:timers/promises'
import { beforeEach, expect, test, vi } from 'vitest'
import { database } from '#lib/db/client.ts'
import { breakerOf, noteSilence, type OutsideSystem, watched } from '#lib/gateways/breakers.ts'
import { openBreakersOf } from '#lib/gateways/open-breakers.ts'
import { freshDatabase } from '#tests/support/database/database.ts'
import { givenLender } from '#tests/support/lender.ts'

await freshDatabase()
const lender = await givenLender()
const service: OutsideSystem = { lane: `lock:${lender.id}:http`, lenderId: lender.id }
const mail: OutsideSystem = { lane: 'mail', lenderId: null }

const breaker = (lane = service.lane) =>
  database()
    .selectFrom('breakers')
    .select(['failures', 'openedAt', 'reason', 'silentAt'])
    .where('lane', '=', lane)
    .executeTakeFirst()

beforeEach(async () => {
  await quick()
  await database().deleteFrom('breakers').where('lane', 'in', [service.lane, mail.lane]).execute()
})

function quick(): Promise<unknown> {
  return watched(
    service,
    async () => {},
    () => undefined,
  )
}

/** What takes a moment is long already: a timer set later fires later. */
function slow(silence?: string, system = service): Promise<unknown> {
  return watched(
    system,
    async () => {
      await sleep(10)
      if (system === service) await vi.waitFor(async () => expect(await breaker()).toBeDefined())
    },
    () => silence,
    0,
  )
}

test('who takes long is in doubt before the answer is there, and after it, however often', async () => {
  for (let time = 0; time < 6; time += 1) {
    await slow()
    expect(await breaker()).toMatchObject({ failures: 1, openedAt: null, reason: 'slow' })
    expect(breakerOf(service.lane)).toBe('in_doubt')
    expect(await openBreakersOf(database(), lender.id)).toEqual([])
  }
})

test('a quick answer makes a slow system trusted again', async () => {
  await slow()
  await quick()
  expect(await breaker()).toBeUndefined()
  expect(breakerOf(service.lane)).toBeUndefined()
})

test('that it took long is no silence: one that follows is the first', async () => {
  await slow()
  const { silentAt: slowAt } = (await breaker()) ?? {}
  await slow('no answer')
  expect(await breaker()).toMatchObject({ failures: 1, reason: 'no answer' })
  expect((await breaker())?.silentAt).not.toEqual(slowAt)
  expect(await openBreakersOf(database(), lender.id)).toEqual([])
  await slow('no answer')
  expect(await breaker()).toMatchObject({ failures: 2, reason: 'no answer' })
  expect(await openBreakersOf(database(), lender.id)).toHaveLength(1)
})

test('a slow answer ends a silence', async () => {
  for (let time = 0; time < 5; time += 1) await noteSilence(service, 'no answer')
  expect(await breaker()).toMatchObject({ failures: 5, openedAt: expect.anything() })
  await slow()
  expect(await breaker()).toMatchObject({ failures: 1, openedAt: null, reason: 'slow' })
})

test('the installation’s mail server delays nobody but letters, and is not in doubt for being slow', async () => {
  await slow(undefined, mail)
  expect(await breaker(mail.lane)).toBeUndefined()
})
