import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { afterEach, expect, test } from 'vitest'
import { database } from '#lib/db/client.ts'
import { smaller } from '#lib/domain/money/money.ts'
import { verdictOf } from '#lib/domain/promise/promise.ts'
import { decidePromises } from '#lib/workflows/promises/decide-promises.ts'
import { twoLate } from '#tests/payments/given-payment.ts'
import { freshDatabase } from '#tests/support/database/database.ts'
import { expectLedgerToHold } from '#tests/support/database/invariants.ts'
import { type GivenLoan, givenLender, givenLoan } from '#tests/support/lender.ts'
import { refundNews, tell } from '#tests/support/stripe-events.ts'
import { arrears, endDay, holdOf, pay, promised, promiseRow } from './given-promise.ts'

await freshDatabase()
const lender = await givenLender()
afterEach(() => expectLedgerToHold(database()))

type Paid = Awaited<ReturnType<typeof pay>> & { leftMinor: bigint }

const amount = fc.bigInt(100_000n, 400_000n)
const step = fc.oneof(
  fc.record({ kind: fc.constant('pay' as const), amountMinor: amount }),
  fc.record({ kind: fc.constant('refund' as const), amountMinor: amount, of: fc.nat(5) }),
  fc.record({ kind: fc.constant('look' as const) }),
)
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never

/** Takes one step; gives what it changed about the money that came in. */
async function take(one: Step, loan: GivenLoan, paid: Paid[]): Promise<bigint> {
  if (one.kind === 'look') await decidePromises(Temporal.Now.instant())
  if (one.kind === 'pay') {
    paid.push({ ...(await pay(loan, one.amountMinor)), leftMinor: one.amountMinor })
    return one.amountMinor
  }
  const payment = one.kind === 'refund' ? paid[one.of % Math.max(paid.length, 1)] : undefined
  if (one.kind !== 'refund' || !payment || payment.leftMinor === 0n) return 0n
  const amountMinor = smaller(one.amountMinor, payment.leftMinor)
  payment.leftMinor -= amountMinor
  await tell(refundNews('created', { ...payment, amountMinor, pspRefundId: randomUUID() }))
  return -amountMinor
}

test('whatever is paid and given back around the day, and however often it is looked at, the verdict is the ledger’s', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { maxLength: 2 }),
      fc.array(step, { maxLength: 4 }),
      fc.array(step, { maxLength: 2 }),
      fc.bigInt(461_250n, 1_200_000n),
      async (before, within, after, amountMinor) => {
        const loan = await givenLoan(lender, twoLate())
        const paid: Paid[] = []
        for (const one of before) await take(one, loan, paid)
        const overdueMinor = await arrears(loan)
        const { promiseId } = await promised(loan, {
          amountMinor: smaller(amountMinor, overdueMinor),
        })
        const counted: Paid[] = []
        let cameMinor = 0n
        for (const one of within) cameMinor += await take(one, loan, counted)
        await endDay(promiseId)
        for (const one of after) if (one.kind !== 'pay') await take(one, loan, counted)
        await decidePromises(Temporal.Now.instant())
        const row = await promiseRow(promiseId)
        expect(row).toMatchObject({
          state: verdictOf(row.amountMinor, cameMinor),
          paidMinor: cameMinor,
        })
        expect((await holdOf(promiseId)).endedAt).not.toBeNull()
      },
    ),
    { numRuns: 25 },
  )
})
