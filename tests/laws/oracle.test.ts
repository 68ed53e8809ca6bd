import { readdir, readFile } from 'node:fs/promises'
import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import { database } from '#lib/db/client.ts'
import { reconcile } from '#lib/worker/reconcile.ts'
import { expectLedgerToHold } from '#tests/support/database/invariants.ts'
import { walk, walkingMs } from '#tests/support/walk.ts'
import * as agreement from './walk/agreement.ts'
import * as arrangements from './walk/arrangements.ts'
import { type OracleLife, stampPostings } from './walk/life.ts'
import * as money from './walk/money.ts'
import * as moneyBack from './walk/money-back.ts'
import * as pages from './walk/pages.ts'
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

type Act = (life: OracleLife, step: { which: number; part: number }) => Promise<void>
const acts = {
  'opens a page for the arrears': [4, (life) => pages.open(life, 'arrears', 0)],
  'opens a page for more': [2, (life) => pages.open(life, 'arrears_and_next', 0)],
  'opens a page to settle': [3, (life) => pages.open(life, 'settle', 0)],
  'opens a page for an amount': [3, (life, { part }) => pages.open(life, 'other', part)],
  'the money of a page comes': [10, (life, { which }) => pages.capture(life, which)],
  'goes away with a voucher': [3, pages.voucher],
  'a voucher is paid, or never': [4, pages.voucherEnds],
  'pays at the counter': [2, money.cash],
  'the counter was wrong': [1, (life, { which }) => money.reverseCash(life, which)],
  'the file tells of money': [2, money.elsewhere],
  'is told what settles': [2, money.tellFigure],
  'pays what settles': [3, money.payFigure],
  'the file has other installments': [1, money.reschedule],
  'Stripe gives back': [2, moneyBack.refund],
  'a refund fails': [1, moneyBack.refundFails],
  'a bank takes back': [2, (life, { which }) => moneyBack.dispute(life, which)],
  promises: [3, arrangements.makePromise],
  'takes the promise back': [1, arrangements.takePromiseBack],
  'agrees on a plan': [2, (life, { which }) => arrangements.agreePlan(life, which)],
  'leaves the plan': [1, arrangements.leavePlan],
  'arranges a return': [1, arrangements.arrangeReturn],
  'calls the return off': [1, arrangements.callReturnOff],
  'the phone comes back': [1, arrangements.receivePhone],
  'the return is settled': [2, arrangements.settlePhone],
  'the phone locks': [2, (life) => agreement.phoneSays(life, 'locked')],
  'the phone opens': [2, (life) => agreement.phoneSays(life, 'unlocked')],
  'an unlock is sent': [3, agreement.send],
} satisfies Record<string, [number, Act]>

const anyAct = fc.oneof(
  ...Object.entries(acts).map(([name, [weight]]) => ({
    weight,
    arbitrary: fc.constant(name as keyof typeof acts),
  })),
)
const anyStep = fc.record({
  act: anyAct,
  of: fc.nat({ max: 1 }),
  which: fc.nat({ max: 5 }),
  part: fc.integer({ min: 1, max: 100 }),
  // A moment, some hours, or days.
  hours: fc.oneof(
    { weight: 4, arbitrary: fc.constant(0) },
    { weight: 2, arbitrary: fc.integer({ min: 1, max: 30 }) },
    { weight: 2, arbitrary: fc.integer({ min: 48, max: 24 * 20 }) },
  ),
})
const anyAmounts = fc.array(
  fc.bigInt({ min: 20n, max: 90n }).map((some) => some * 10_000n),
  { minLength: 2, maxLength: 5 },
)

type Step = typeof anyStep extends fc.Arbitrary<infer S> ? S : never

const counted = { steps: 0, booked: 0 }

// Both loans are looked at: what happens to one is nothing to the other.
async function take(lives: OracleLife[], { act, of, hours, ...step }: Step): Promise<void> {
  clock.now = clock.now.add({ hours, seconds: 61 })
  if (hours > 0) await sweep(lives, `${hours} hours`)
  const life = lives[of]
  if (!life) throw new Error('no such loan')
  const run: Act = acts[act][1]
  await run(life, step)
  clock.now = clock.now.add({ seconds: 1 })
  await sweep(lives, act)
  counted.steps += 1
}

async function sweep(lives: OracleLife[], after: string): Promise<void> {
  for (const life of lives) await stampPostings(life)
  await reconcile(clock.now)
  for (const life of lives) {
    await stampPostings(life)
    await arrangements.followGoodwill(life, goodwillCreditMinor)
    await arrangements.followPlan(life)
    await money.followSaid(life)
    await arrangements.expectVerdict(life)
    await arrangements.takeHolds(life)
    await agreement.expectToAgree(life, after)
  }
  await leaveAlone()
}

async function live(name: string, amounts: bigint[], steps: Step[]): Promise<void> {
  clock.now = startedAt
  const lives = [await begin(name, amounts), await begin(name, amounts.toReversed())]
  try {
    for (const step of steps) await take(lives, step)
    for (const { given } of lives) await expectLedgerToHold(database(), given.loanId)
    for (const { oracle } of lives) counted.booked += oracle.money.size
  } finally {
    await leaveBehind()
  }
}

const anyLife = fc.asyncProperty(
  fc.constantFrom(...Object.keys(kinds)),
  anyAmounts,
  fc.array(anyStep, { minLength: 14, maxLength: 24, size: 'max' }),
  live,
)

// What the walk has found, and what was decided about it.
const known: Record<string, [string, bigint[], [keyof typeof acts, Partial<Step>?][]]> = {
  'what is less than can be charged settles with the least that can': [
    'kind',
    [200_000n, 200_000n],
    [
      ['pays at the counter', { part: 98 }],
      ['opens a page to settle'],
      ['the money of a page comes', { hours: 1 }],
    ],
  ],
  'what was said is all that is left when the file makes the loan smaller: nothing is to be paid': [
    'kind',
    [300_000n, 300_000n, 300_000n, 300_000n, 300_000n],
    [
      ['is told what settles'],
      ['pays at the counter', { part: 85 }],
      ['the file has other installments', { which: 1, part: 30 }],
      ['the money of a page comes', { hours: 2 }],
    ],
  ],
  'a phone that came back is taken off what is owed, and what a plan had not earned, too': [
    'kind',
    [300_000n, 300_000n, 300_000n, 300_000n],
    [
      ['agrees on a plan'],
      ['promises', { part: 5 }],
      ['arranges a return', { hours: 48 }],
      ['the phone comes back', { hours: 72 }],
      ['pays at the counter', { part: 20 }],
      ['the phone locks'],
      ['the return is settled', { hours: 50 }],
      ['opens a page to settle', { hours: 24 }],
      ['the money of a page comes', { hours: 1 }],
    ],
  ],
  'what settles a loan beside a disputed payment releases nothing until that is over': [
    'kind',
    [200_000n, 900_000n],
    [
      ['opens a page for the arrears'],
      ['the money of a page comes'],
      ['a bank takes back', { hours: 2 }],
      ['opens a page to settle'],
      ['the money of a page comes', { which: 1 }],
      ['an unlock is sent'],
      ['a bank takes back', { which: 0, hours: 20 }],
      ['an unlock is sent'],
    ],
  ],
  'a plan left after a missed installment ends with days of warning, which are counted': [
    'kind',
    [200_000n, 200_000n],
    [
      ['agrees on a plan', { of: 1, which: 1 }],
      ['leaves the plan', { of: 1, hours: 255 }],
    ],
  ],
}

test.each(Object.entries(known))('%s', async (_, [name, amounts, steps]) => {
  const usual = { of: 0, which: 0, part: 1, hours: 0 }
  const spy = vi.spyOn(Temporal.Now, 'instant').mockImplementation(() => clock.now)
  try {
    await live(
      name,
      amounts,
      steps.map(([act, values]) => ({ ...usual, act, ...values })),
    )
  } finally {
    spy.mockRestore()
  }
})

// Money enters where it is booked (`bookCapture`, events as Stripe tells them); what lies between that and the wire, the
// story tests of payments walk over HTTP.
// The same lives every time, but for the calendar; any others, and more, in a long run: WALKS=100 vitest run tests/laws/oracle.test.ts
if (!process.env.WALKS) fc.configureGlobal({ seed: 20 })
const lives = 6

test(
  'whatever is paid, given back, told of, promised, agreed, arranged and taken back, over days: the product says what the rules say',
  async () => {
    const spy = vi.spyOn(Temporal.Now, 'instant').mockImplementation(() => clock.now)
    try {
      await walk(anyLife, lives)
    } finally {
      spy.mockRestore()
    }
    expect(counted.steps).toBeGreaterThanOrEqual(60)
    expect(counted.booked).toBeGreaterThanOrEqual(6)
  },
  walkingMs(900_000),
)
