import { afterEach, beforeEach } from 'vitest'
import { database } from '#lib/db/client.ts'
import { onItsWay, promiseOf } from '#lib/promises/queries.ts'
import { twoLate } from '#tests/payments/given-payment.ts'
import { promised } from '#tests/promises/given-promise.ts'
import { freshDatabase } from '#tests/support/database/database.ts'
import { expectLedgerToHold } from '#tests/support/database/invariants.ts'
import { type GivenLoan, givenLender, givenLoan } from '#tests/support/lender.ts'
import { loseTheQueue } from '#tests/support/world.ts'

export const zone = 'Asia/Colombo'
export const amountMinor = 500_000n

/** A lender whose borrowers promise a payment and pay it by voucher. Call once, at the top. */
export async function givenVouchers() {
  await freshDatabase()
  const lender = await givenLender()
  beforeEach(loseTheQueue)
  afterEach(() => expectLedgerToHold(database()))

  /** A promise for tomorrow, whose voucher takes two days. */
  async function forTomorrow(wish: Parameters<typeof promised>[1] = {}) {
    const loan = await givenLoan(lender, twoLate())
    const now = Temporal.Now.instant()
    const dueOn = now.toZonedDateTimeISO(zone).toPlainDate().add({ days: 1 })
    const { promiseId, endsAt } = await promised(loan, { amountMinor, dueOn, ...wish })
    return { loan, promiseId, endsAt, lastHour: endsAt.subtract({ hours: 1 }) }
  }

  return { lender, forTomorrow }
}

export function daysAfter(endsAt: Temporal.Instant, days: number): Temporal.Instant {
  return endsAt.toZonedDateTimeISO(zone).add({ days }).toInstant()
}

export function holdsFor(promiseId: string) {
  return database()
    .selectFrom('holds')
    .select(['untilAt', 'endedAt', 'endReason'])
    .where('causeId', '=', promiseId)
    .orderBy('fromAt')
    .orderBy('id')
    .execute()
}

export const newestHold = async (promiseId: string) => (await holdsFor(promiseId)).at(-1)

/** What is on its way towards a promise, as its borrower sees it. */
export async function towards({ borrowerId }: GivenLoan, promiseId: string) {
  const promise = await promiseOf(database(), borrowerId, promiseId)
  return promise && onItsWay(database(), promise)
}
