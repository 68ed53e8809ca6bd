import type { JobHelpers, Task } from 'graphile-worker'
import { sql } from 'kysely'
import { afterEach, expect, test } from 'vitest'
import { database } from '#lib/db/client.ts'
import { noteSilence, readBreakers } from '#lib/gateways/breakers.ts'
import { divideSlots } from '#lib/worker/lanes.ts'
import { freshDatabase } from '#tests/support/database/database.ts'

await freshDatabase({ bystanders: false })
afterEach(async () => {
  await sql`delete from breakers`.execute(database())
  await readBreakers(0)
})

/** A worker of so many slots, whose jobs never end: how many of these it takes at once, beside what it has taken. */
function givenWorker(slots: number) {
  const lanes = divideSlots(slots)
  const taken: string[] = []
  const putBack: string[] = []
  const { job: run } = lanes.within({
    job: (() => {
      taken.push('')
      return new Promise(() => {})
    }) satisfies Task,
  })
  return {
    forbidden: lanes.forbidden,
    putBack,
    take(...flags: string[]): boolean {
      const before = taken.length
      const job = {
        task_identifier: 'job',
        payload: {},
        key: null,
        attempts: 1,
        max_attempts: 25,
        run_at: new Date(0),
        priority: 0,
        flags: Object.fromEntries(flags.map((f) => [f, true])),
      }
      const addJob = async (name: string, _: unknown, spec: object) =>
        putBack.push(JSON.stringify([name, spec]))
      void run?.({}, { job, addJob } as unknown as JobHelpers)
      return taken.length > before
    },
  }
}

const mostOf = (worker: ReturnType<typeof givenWorker>, flagsOf: (n: number) => string[]) => {
  for (let number = 0; ; number += 1) if (!worker.take(...flagsOf(number))) return number
}

test.for([
  ['one outside system', 4, () => ['outside', 'lock:a']],
  ['all of the outside together', 12, (n: number) => ['outside', `lock:${n}`]],
  ['what nobody waits for', 8, () => ['later']],
  ['what speaks to the payment provider', 8, () => ['psp']],
] as const)('%s gets %i of 16 slots at once', ([, most, flagsOf]) => {
  const worker = givenWorker(16)
  expect(mostOf(worker, flagsOf as (n: number) => string[])).toBe(most)
  expect(worker.take()).toBe(true)
})

test('however much hangs, a quarter is left for money, and codes and unlocks find room beside what nobody waits for', () => {
  const worker = givenWorker(16)
  const notices = mostOf(worker, (n) => ['outside', 'later', `webhook:${n}`])
  expect(notices).toBe(8)
  expect(worker.take('outside', 'mail')).toBe(true)
  expect(mostOf(worker, (n) => ['outside', `lock:${n}`])).toBe(3)
  for (let money = 0; money < 4; money += 1) expect(worker.take()).toBe(true)
})

test('a full lane is asked for no more; what came all the same goes back in its place, unspent', async () => {
  const worker = givenWorker(4)
  expect(await worker.forbidden()).toEqual([])
  expect(worker.take('outside', 'lock:a')).toBe(true)
  expect(await worker.forbidden()).toEqual(['lock:a'])
  expect(worker.take('outside', 'lock:a')).toBe(false)
  expect(worker.putBack.map((line) => JSON.parse(line))).toEqual([
    [
      'job',
      {
        runAt: '1970-01-01T00:00:00.000Z',
        priority: 0,
        maxAttempts: 25,
        flags: ['outside', 'lock:a'],
      },
    ],
  ])
  expect(worker.take('outside', 'lock:b')).toBe(true)
})

test('a system that did not answer gets one job at a time, and after five times none', async () => {
  const system = { lane: 'lock:a', lenderId: null }
  await noteSilence(system, 'no answer')
  expect(mostOf(givenWorker(16), () => ['outside', 'lock:a'])).toBe(1)
  expect(mostOf(givenWorker(16), () => ['outside', 'lock:b'])).toBe(4)
  for (let again = 0; again < 4; again += 1) await noteSilence(system, 'no answer')
  const worker = givenWorker(16)
  expect(worker.take('outside', 'lock:a')).toBe(false)
  expect(await worker.forbidden()).toEqual(['lock:a'])
})
