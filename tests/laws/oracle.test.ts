import { readdir, readFile } from 'node:fs/promises'
import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { database } from '#lib/db/client.ts'
import { reconcile } from '#lib/worker/reconcile.ts'
import { expectLedgerToHold } from '#tests/support/database/invariants.ts'
import { walk, walkingMs } from '#tests/support/walk.ts'
import { acts, anyStep, type Step } from './walk/acts.ts'
import * as agreement from './walk/agreement.ts'
import * as arrangements from './walk/arrangements.ts'
import { knownLives } from './walk/known-lives.ts'
import { type OracleLife, stampPostings } from './walk/life.ts'
import * as money from './walk/money.ts'
import * as promises from './walk/promises.ts'
import {
  begin,
  clock,
  goodwillCreditMinor,
  kinds,
  leaveAlone,
  leaveBehind,
  startedAt,
} from './walk/world.ts'

const sources = await Promise.all(
  (await readdir(new URL('oracle', import.meta.url))).map(async (name) => ({
    name,
    text: await readFile(new URL(`oracle/${name}`, import.meta.url), 'utf8'),
  })),
)

test('the oracle knows nothing of the product', () => {
  expect(sources.length).toBeGreaterThan(4)
  for (const { name, text } of sources)
    for (const [, from = ''] of text.matchAll(/from '([^']+)'/g))
      expect(from, name).toMatch(/^\.\//)
})

const counted = { steps: 0, booked: 0 }
// How often each act could do something: one that never can proves nothing.
const effects = new Map<string, number>()

// Both loans are looked at: what happens to one is nothing to the other.
async function take(lives: OracleLife[], { act, of, hours, ...step }: Step): Promise<boolean> {
  clock.now = clock.now.add({ hours, seconds: 61 })
  if (hours > 0) await sweep(lives, `${hours} hours`)
  const life = lives[of]
  if (!life) throw new Error('no such loan')
  const run = acts[act][1]
  const tookEffect = await run(life, step)
  if (tookEffect) effects.set(act, (effects.get(act) ?? 0) + 1)
  clock.now = clock.now.add({ seconds: 1 })
  await sweep(lives, act)
  counted.steps += 1
  return tookEffect
}

async function sweep(lives: OracleLife[], after: string): Promise<void> {
  for (const life of lives) await stampPostings(life)
  await reconcile(clock.now)
  for (const life of lives) {
    await stampPostings(life)
    await arrangements.followGoodwill(life, goodwillCreditMinor)
    await arrangements.followPlan(life)
    await money.followSaid(life)
    await promises.expectVerdict(life)
    await arrangements.takeHolds(life)
    await agreement.expectToAgree(life, after)
  }
  await leaveAlone()
}

/** Gives the acts that could do nothing. */
async function live(name: string, amounts: bigint[], steps: Step[]): Promise<string[]> {
  clock.now = startedAt
  const one = await begin(name, amounts)
  const beside = await begin(name, amounts.toReversed())
  const lives = [one, beside]
  try {
    const without: string[] = []
    for (const step of steps) if (!(await take(lives, step))) without.push(step.act)
    for (const { given } of lives) await expectLedgerToHold(database(), given.loanId)
    for (const { oracle } of lives) counted.booked += oracle.money.size
    return without
  } finally {
    await leaveBehind()
  }
}

const anyAmounts = fc.array(
  fc.bigInt({ min: 20n, max: 90n }).map((some) => some * 10_000n),
  { minLength: 2, maxLength: 5 },
)

const anyLifeOf = (kind: string) =>
  fc.asyncProperty(
    anyAmounts,
    fc.array(anyStep, { minLength: 14, maxLength: 24, size: 'max' }),
    async (amounts, steps) => {
      await live(kind, amounts, steps)
    },
  )

test.each(Object.entries(knownLives))('%s', async (_, [name, amounts, steps]) => {
  const usual = { of: 0, which: 0, part: 1, hours: 0 }
  const spy = vi.spyOn(Temporal.Now, 'instant').mockImplementation(() => clock.now)
  try {
    const all = steps.map(([act, values]) => ({ ...usual, act, ...values }))
    expect(await live(name, amounts, all), 'acts that did nothing').toEqual([])
  } finally {
    spy.mockRestore()
  }
})

// Money enters where it is booked (`bookCapture`, events as Stripe tells them); what lies between that and the wire, the
// story tests of payments walk over HTTP.
// The same lives every time, but for the calendar; any others, and more, in a long run: WALKS=100 vitest run tests/laws/oracle.test.ts
describe('whatever is paid, given back, told of, promised, agreed, arranged and taken back, over days: the product says what the rules say', () => {
  test.each(Object.keys(kinds).map((kind, index) => [kind, index] as const))(
    '%s',
    async (kind, index) => {
      const before = { ...counted }
      const spy = vi.spyOn(Temporal.Now, 'instant').mockImplementation(() => clock.now)
      try {
        await walk(anyLifeOf(kind), 1, 20 + index)
      } finally {
        spy.mockRestore()
      }
      expect(counted.steps - before.steps).toBeGreaterThanOrEqual(14)
      expect(counted.booked).toBeGreaterThan(before.booked)
    },
    walkingMs(300_000),
  )

  test('every act has taken effect', () => {
    expect(Object.keys(acts).filter((act) => !effects.has(act))).toEqual([])
    expect([...effects.values()].reduce((sum, times) => sum + times)).toBeGreaterThanOrEqual(70)
  })
})
