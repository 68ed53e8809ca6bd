import fc from 'fast-check'
import { afterEach, expect, test } from 'vitest'
import { database } from '#lib/db/client.ts'
import { endOfDay } from '#lib/domain/lock/hold.ts'
import { reconcile } from '#lib/worker/reconcile.ts'
import { clear, failLater, payLater } from '#tests/promises/given-promise.ts'
import { freshDatabase } from '#tests/support/database/database.ts'
import { expectLedgerToHold } from '#tests/support/database/invariants.ts'
import { givenLender } from '#tests/support/lender.ts'
import { walk } from '#tests/support/walk.ts'
import { planRow } from './given-plan.ts'
import { costly, running, zone } from './given-running-plan.ts'

await freshDatabase()
const lender = await givenLender({ policy: costly })
afterEach(() => expectLedgerToHold(database()))

const voucher = fc.record({
  /** In hundredths of the installment. */
  share: fc.bigInt(20n, 120n),
  isInTime: fc.boolean(),
  fate: fc.constantFrom('clears', 'fails', 'stays'),
})

function holdsInForce(planId: string, now: Temporal.Instant) {
  return database()
    .selectFrom('holds')
    .select('untilAt')
    .where('causeId', '=', planId)
    .where('endedAt', 'is', null)
    .where('untilAt', '>', now)
    .execute()
}

test('whatever becomes of vouchers around the day of an installment: no warning while one begun in time may clear, held all the while, then the ledger decides', async () => {
  await walk(
    fc.asyncProperty(fc.array(voucher, { maxLength: 4 }), async (vouchers) => {
      const { loan, planId, due, eachMinor } = await running(lender)
      const end = endOfDay(due[0] ?? Temporal.Now.plainDateISO(), zone)
      const begun = []
      for (const one of vouchers.toSorted((a, b) => Number(b.isInTime) - Number(a.isInTime))) {
        const at = one.isInTime ? end.subtract({ minutes: 5 }) : end.add({ minutes: 5 })
        if (!one.isInTime) await reconcile(end)
        const amountMinor = (eachMinor * one.share) / 100n
        begun.push({ ...one, amountMinor, asked: await payLater(loan, amountMinor, { at }) })
      }
      let now = end.add({ minutes: 6 })
      let cameMinor = 0n
      let pending = begun.filter(({ isInTime }) => isInTime).length
      let isWarned = false
      const check = async () => {
        await reconcile(now)
        const isPaid = cameMinor >= eachMinor
        isWarned = !isPaid && (isWarned || pending === 0)
        const { state, warnedAt } = await planRow(planId)
        expect([state, warnedAt !== null]).toEqual(['active', isWarned])
        const isHeld = isWarned || (!isPaid && pending > 0)
        expect(await holdsInForce(planId, now)).toHaveLength(isHeld ? 1 : 0)
      }
      await check()
      for (const { asked, fate, isInTime, amountMinor } of begun) {
        now = now.add({ hours: 3 })
        if (fate === 'clears') await clear(asked, now)
        if (fate === 'fails') await failLater(asked.paymentId, now)
        if (fate === 'clears') cameMinor += amountMinor
        if (isInTime && fate !== 'stays') pending -= 1
        await check()
      }
      // The days of a voucher are over.
      now = end.add({ hours: 24 * 3 })
      pending = 0
      await check()
    }),
    10,
  )
}, 900_000)
