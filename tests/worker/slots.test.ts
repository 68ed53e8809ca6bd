import type { JobHelpers, Task } from 'graphile-worker'
import { sql } from 'kysely'
import { afterEach, describe, expect, test } from 'vitest'
import { database } from '#lib/db/client.ts'
import { leastWorkerSlots } from '#lib/env.ts'
import { noteSilence, readBreakers } from '#lib/gateways/breakers.ts'
import { divideSlots } from '#lib/worker/lanes.ts'
import { freshDatabase } from '#tests/support/database/database.ts'
import { givenLender } from '#tests/support/lender.ts'

await freshDatabase({ bystanders: false })
afterEach(async () => {
  await sql`delete from breakers`.execute(database())
  await readBreakers(0)
})

/** A worker of so many slots, whose jobs never end: which of these it takes, beside what it has taken. */
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
      // The queue asks for no more than it has slots.
      if (before === slots) return false
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
type TestWorker = ReturnType<typeof givenWorker>
type FlagsOf = (number: number) => readonly string[]

function mostOf(worker: TestWorker, flagsOf: FlagsOf): number {
  for (let number = 0; ; number += 1) if (!worker.take(...flagsOf(number))) return number
}

const at = (kind: string, system: string) => [kind, system, `${kind}@${system}`]
const unlockAt = (lender: number | string) => at('unlock', `lock:${lender}`)
const readingAt = (lender: number | string) => at('reading', `lock:${lender}`)
const webhookTo = (address: number | string) => at('webhook', `webhook:${address}`)
const codeByMail = at('code', 'mail')
const codeByText = at('code', 'text')
const noticeByMail = at('notice', 'mail')
const noticeByText = at('notice', 'text')
const askingPsp = ['psp']

test.for([
  ['one lock service', 4, () => unlockAt('a')],
  ['all lock services together', 8, unlockAt],
  ['one address for webhooks', 3, () => webhookTo('a')],
  ['all addresses for webhooks together', 5, webhookTo],
  ['what nobody waits for', 8, () => ['later']],
  ['what speaks to the payment provider', 5, () => askingPsp],
  ['codes by mail', 3, () => codeByMail],
] as const)('%s gets %i of 16 slots at once', ([, most, flagsOf]) => {
  const worker = givenWorker(16)
  expect(mostOf(worker, flagsOf as FlagsOf)).toBe(most)
  expect(worker.take()).toBe(true)
})

/** What hangs by itself, each with as many jobs as it gets, and what has to wait for it: only its own. */
const hanging: [name: string, flagsOf: FlagsOf[], own: (keyof typeof waiting)[]][] = [
  ['a lock service', [() => readingAt(1), () => unlockAt(1)], []],
  ['three lock services', [1, 2, 3].map((lender) => () => unlockAt(lender)), []],
  ['readings at two lock services', [1, 2].map((lender) => () => readingAt(lender)), []],
  ['the mail server', [() => noticeByMail, () => codeByMail], ['code by mail', 'notice by mail']],
  ['the text gateway', [() => noticeByText, () => codeByText], ['code by text', 'notice by text']],
  ['two addresses for webhooks', [1, 2].map((address) => () => webhookTo(address)), []],
  ['every address for webhooks', [webhookTo], ['webhook']],
  ['the payment provider', [() => askingPsp], ['payment']],
]

/** What has to go on meanwhile. */
const waiting = {
  money: [],
  payment: askingPsp,
  unlock: unlockAt('healthy'),
  'code by mail': codeByMail,
  'code by text': codeByText,
  'notice by mail': noticeByMail,
  'notice by text': noticeByText,
  reading: readingAt('healthy'),
  webhook: webhookTo('healthy'),
}

describe.for([leastWorkerSlots, 23, 40])('of %i slots', (slots) => {
  test.for(hanging)('what hangs leaves one for each of all the others: %s', ([, kinds, own]) => {
    for (const [what, flags] of Object.entries(waiting)) {
      const worker = givenWorker(slots)
      for (const flagsOf of kinds) expect(mostOf(worker, flagsOf)).toBeGreaterThan(0)
      if (own.some((name) => name === what)) continue
      expect({ what, taken: worker.take(...flags) }).toEqual({ what, taken: true })
    }
  })

  test('three lock services that hang leave slots for money, codes, a letter and a fourth lender’s unlock at once', () => {
    const worker = givenWorker(slots)
    for (const lender of [1, 2, 3]) mostOf(worker, () => unlockAt(lender))
    for (const flags of [unlockAt('healthy'), codeByMail, codeByText, noticeByMail, []])
      expect(worker.take(...flags)).toBe(true)
  })

  test('every lane has a slot while every other holds what it gets', () => {
    const all = [() => unlockAt(1), webhookTo, readingAt, () => askingPsp, () => codeByText]
    for (const flags of [codeByMail, noticeByMail]) {
      const worker = givenWorker(slots)
      for (const flagsOf of all) mostOf(worker, flagsOf as FlagsOf)
      expect(worker.take(...flags)).toBe(true)
      expect(worker.take()).toBe(true)
    }
  })

  test('however many lock services are in doubt, together they leave room for those that answer', async () => {
    const { id: lenderId } = await givenLender()
    for (let lender = 0; lender < slots; lender += 1)
      await noteSilence({ lane: `lock:${lender}`, lenderId }, 'no answer')
    const worker = givenWorker(slots)
    const inDoubt = mostOf(worker, unlockAt)
    expect(inDoubt).toBeGreaterThan(0)
    expect(await worker.forbidden()).toContain(`lock:${slots - 1}`)
    for (const lender of ['a', 'b', 'c']) expect(worker.take(...unlockAt(lender))).toBe(true)
    expect(worker.take(...codeByMail)).toBe(true)
  })
})

test('a slot that a lane gave back is there for others again', async () => {
  const lanes = divideSlots(16)
  const ends: (() => void)[] = []
  const { job: run } = lanes.within({ job: () => new Promise<void>((end) => ends.push(end)) })
  const take = (flags: string[]) =>
    run?.({}, { job: { flags: Object.fromEntries(flags.map((f) => [f, true])) } } as never)
  const jobs = [1, 2, 3, 4].map(() => take(unlockAt('a')))
  expect(await lanes.forbidden()).toEqual(['lock:a', 'unlock@lock:a'])
  ends[0]?.()
  await jobs[0]
  expect(await lanes.forbidden()).toEqual([])
})

test('a full lane is asked for no more; what came all the same goes back in its place, unspent', async () => {
  const worker = givenWorker(16)
  expect(await worker.forbidden()).toEqual([])
  mostOf(worker, () => unlockAt('a'))
  expect(await worker.forbidden()).toEqual(['lock:a', 'unlock@lock:a'])
  expect(worker.putBack.map((line) => JSON.parse(line))).toEqual([
    [
      'job',
      {
        runAt: '1970-01-01T00:00:00.000Z',
        priority: 0,
        maxAttempts: 25,
        flags: unlockAt('a'),
      },
    ],
  ])
  expect(worker.take(...unlockAt('b'))).toBe(true)
})

test('whatever a worker puts back, it asks for no more', async () => {
  const worker = givenWorker(leastWorkerSlots)
  for (let lender = 1; lender < 9; lender += 1)
    for (const flags of [unlockAt(lender), readingAt(lender), webhookTo(lender), noticeByMail]) {
      while (worker.take(...flags));
      const refused = await worker.forbidden()
      expect({ flags, asked: !flags.some((flag) => refused.includes(flag)) }).toEqual({
        flags,
        asked: false,
      })
    }
})

test('a system that did not answer gets one job at a time, and after five times none', async () => {
  const system = { lane: 'lock:a', lenderId: null }
  await noteSilence(system, 'no answer')
  expect(mostOf(givenWorker(16), () => unlockAt('a'))).toBe(1)
  expect(mostOf(givenWorker(16), () => unlockAt('b'))).toBe(4)
  for (let again = 0; again < 4; again += 1) await noteSilence(system, 'no answer')
  const worker = givenWorker(16)
  expect(worker.take(...unlockAt('a'))).toBe(false)
  expect(await worker.forbidden()).toEqual(['lock:a'])
})
