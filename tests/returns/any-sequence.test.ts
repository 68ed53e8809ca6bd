import fc from 'fast-check'
import { expect, test } from 'vitest'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { conditions } from '#lib/domain/policy/hardship-policy.ts'
import { offerReturn } from '#lib/returns/offer-return.ts'
import { endHolds } from '#lib/workflows/holds/end-holds.ts'
import { decideReturn } from '#lib/workflows/returns/handle-return.ts'
import { sweepReturns } from '#lib/workflows/returns/sweep-returns.ts'
import { ask, loanRow, twoLate } from '#tests/payments/given-payment.ts'
import { freshDatabase } from '#tests/support/database/database.ts'
import { expectLedgerToHold } from '#tests/support/database/invariants.ts'
import { type GivenLoan, givenLender, givenLoan } from '#tests/support/lender.ts'
import { intentNews, tell } from '#tests/support/stripe-events.ts'
import { walk } from '#tests/support/walk.ts'
import {
  agree,
  arrange,
  asStaff,
  dispute,
  end,
  holdsOf,
  inspect,
  receive,
  returnPolicy,
  returnRow,
  settle,
} from './given-return.ts'

await freshDatabase()
const policies = [
  returnPolicy('loan_closed'),
  returnPolicy('settlement'),
  returnPolicy('half', { dataWindowHours: 240, sendWithinDays: 1 }),
]
const lenders = await Promise.all(policies.map((policy) => givenLender({ policy })))

type Story = { loan: GivenLoan; returnId: string; now: Temporal.Instant }
type Act = (story: Story) => Promise<unknown>

const acts: Record<string, Act> = {
  offer: async (story) => {
    const { borrowerId, deviceId } = story.loan
    const { outstandingMinor: seenOutstandingMinor } = await loanRow(story.loan)
    const wish = { borrowerId, deviceId, seenOutstandingMinor, now: story.now }
    const offered = await transaction((tx) => offerReturn(tx, wish))
    if ('returnId' in offered) story.returnId = offered.returnId
  },
  arrange: (story) => arrange(story),
  receive: (story) => receive(story),
  agree,
  dispute: (story) => dispute(story),
  decide: async (story) => {
    const act = { ...(await asStaff(story)), verdict: { kind: 'keep' } as const, reason: 'Seen.' }
    return transaction((tx) => decideReturn(tx, act))
  },
  settle,
  withdraw: (story) => end(story, 'withdrawn'),
  close: (story) => end(story, 'closed'),
  pay: async ({ loan }) => {
    const asked = await ask(loan)
    if (!('paymentId' in asked)) return
    const { askedMinor: amountMinor, currency } = await database()
      .selectFrom('payments')
      .select(['askedMinor', 'currency'])
      .where('id', '=', asked.paymentId)
      .executeTakeFirstOrThrow()
    await tell(intentNews('succeeded', { paymentId: asked.paymentId, amountMinor, currency }))
  },
}
for (const condition of conditions) acts[condition] = (story) => inspect(story, condition)

const held = ['arranged', 'received', 'inspected', 'disputed', 'agreed', 'settled']

async function expectHeldRightly({ loan, returnId, now }: Story): Promise<void> {
  const row = await returnRow(returnId)
  const inForce = (await holdsOf(loan)).filter(({ endedAt }) => endedAt === null)
  // What was called off leaves some days of warning.
  const active = inForce.filter(({ reason }) => reason === 'return')
  expect(active.length, row.state).toBe(held.includes(row.state) ? 1 : 0)
  for (const { untilAt, causeId } of active) {
    expect(causeId).toBe(returnId)
    expect(Temporal.Instant.compare(untilAt, now), row.state).toBe(1)
    // The sweep looks again before the hold ends, or as it ends.
    if (!row.nextActionAt) throw new Error(`${row.state} and nobody looks again`)
    expect(Temporal.Instant.compare(row.nextActionAt, untilAt), row.state).toBeLessThanOrEqual(0)
  }
}

const anyStory = fc.record({
  lender: fc.constantFrom(...lenders),
  // What usually follows, with anything between.
  names: fc
    .tuple(
      fc.array(fc.constantFrom(...Object.keys(acts)), { maxLength: 6 }),
      fc.constantFrom(
        ['offer', 'arrange'],
        ['offer', 'arrange', 'receive', 'good', 'agree'],
        ['offer', 'arrange', 'receive', 'damaged', 'dispute', 'decide', 'settle'],
        ['offer', 'arrange', 'receive', 'worn', 'agree', 'settle', 'close'],
      ),
      fc.array(fc.constantFrom(...Object.keys(acts)), { maxLength: 6 }),
    )
    .map(([before, usual, after]) => [...before, ...usual, ...after]),
  hours: fc.array(fc.integer({ min: 0, max: 24 * 12 }), { minLength: 24, maxLength: 24 }),
})

test('whatever is done in whatever order, a hold is there while it must be, has an end, and the books close', async () => {
  await walk(
    fc.asyncProperty(anyStory, async ({ lender, names, hours }) => {
      const loan = await givenLoan(lender, twoLate(1_000n))
      const story = { loan, returnId: '', now: Temporal.Now.instant() }
      await acts.offer?.(story)
      for (const [index, name] of names.entries()) {
        story.now = story.now.add({ hours: hours[index] ?? 1 })
        await sweepReturns(story.now)
        await endHolds(story.now)
        await acts[name]?.(story)
        await expectHeldRightly(story)
        const { outstandingMinor } = await loanRow(loan)
        const { state, owedAfterMinor } = await returnRow(story.returnId)
        expect(outstandingMinor).toBeGreaterThanOrEqual(0n)
        if (name === 'settle' && state === 'settled' && owedAfterMinor !== null)
          expect(outstandingMinor).toBeLessThanOrEqual(owedAfterMinor)
      }
    }),
    20,
  )
  await expectLedgerToHold(database())
}, 900_000)

test('left alone, every return that nobody sends ends by itself, and its hold with it', async () => {
  for (const lender of lenders)
    for (const names of [['offer'], ['offer', 'arrange']]) {
      const loan = await givenLoan(lender, twoLate(1_000n))
      const story = { loan, returnId: '', now: Temporal.Now.instant() }
      for (const name of names) await acts[name]?.(story)
      const later = story.now.add({ hours: 24 * 40 })
      await sweepReturns(later)
      await endHolds(later)
      expect(await returnRow(story.returnId)).toMatchObject({ state: 'expired' })
      expect((await holdsOf(loan)).filter(({ endedAt }) => endedAt === null)).toEqual([])
    }
})
