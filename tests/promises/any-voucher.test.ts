import fc from 'fast-check'
import { afterEach, expect, test } from 'vitest'
import { database } from '#lib/db/client.ts'
import { verdictOf } from '#lib/domain/promise/promise.ts'
import { reconcile } from '#lib/worker/reconcile.ts'
import { decidePromises } from '#lib/workflows/promises/decide-promises.ts'
import { twoLate } from '#tests/payments/given-payment.ts'
import { freshDatabase } from '#tests/support/database/database.ts'
import { expectLedgerToHold } from '#tests/support/database/invariants.ts'
import { givenLender, givenLoan } from '#tests/support/lender.ts'
import { walk } from '#tests/support/walk.ts'
import { clear, failLater, payLater, promised, promiseRow } from './given-promise.ts'

await freshDatabase()
const lender = await givenLender()
afterEach(() => expectLedgerToHold(database()))

const voucher = fc.record({
  amountMinor: fc.bigInt(100_000n, 400_000n),
  isInTime: fc.boolean(),
  fate: fc.constantFrom('clears', 'fails', 'stays'),
})

async function holdsInForce(promiseId: string, now: Temporal.Instant) {
  return database()
    .selectFrom('holds')
    .select('untilAt')
    .where('causeId', '=', promiseId)
    .where('endedAt', 'is', null)
    .where('untilAt', '>', now)
    .execute()
}

test('whatever becomes of vouchers around the day: open and held while one begun in time may clear, then the ledger’s verdict and no hold', async () => {
  await walk(
    fc.asyncProperty(
      fc.array(voucher, { maxLength: 4 }),
      fc.bigInt(461_250n, 1_200_000n),
      async (vouchers, amountMinor) => {
        const loan = await givenLoan(lender, twoLate())
        const dueOn = Temporal.Now.plainDateISO('Asia/Colombo').add({ days: 1 })
        const { promiseId, endsAt } = await promised(loan, { amountMinor, dueOn })
        const begin = (one: (typeof vouchers)[number], at: Temporal.Instant) =>
          payLater(loan, one.amountMinor, { at }).then((asked) => ({ ...one, asked }))
        const begun = []
        for (const one of vouchers.filter(({ isInTime }) => isInTime))
          begun.push(await begin(one, endsAt.subtract({ minutes: 5 })))
        await reconcile(endsAt)
        for (const one of vouchers.filter(({ isInTime }) => !isInTime))
          begun.push(await begin(one, endsAt.add({ minutes: 5 })))
        let pending = begun.filter(({ isInTime }) => isInTime).length
        let cameMinor = 0n
        let now = endsAt.add({ minutes: 6 })
        const check = async () => {
          const isWaiting = pending > 0 && cameMinor < amountMinor
          const { state } = await promiseRow(promiseId)
          expect(state).toBe(isWaiting ? 'open' : verdictOf(amountMinor, cameMinor))
          expect(await holdsInForce(promiseId, now)).toHaveLength(isWaiting ? 1 : 0)
        }
        await check()
        for (const { asked, fate, isInTime } of begun) {
          now = now.add({ hours: 3 })
          if (fate === 'clears') await clear(asked, now)
          if (fate === 'fails') await failLater(asked.paymentId, now)
          if (isInTime && fate !== 'stays') pending -= 1
          if (isInTime && fate === 'clears') cameMinor += asked.amountMinor
          await decidePromises(now)
          await check()
        }
        pending = 0
        now = endsAt.add({ hours: 24 * 15 })
        await reconcile(now)
        await check()
      },
    ),
    12,
  )
}, 900_000)
