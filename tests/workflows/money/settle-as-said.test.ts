import { afterEach, expect, test } from 'vitest'
import { database } from '#lib/db/client.ts'
import { settleAsSaid } from '#lib/workflows/money/settle-as-said.ts'
import { ask, cancel, capture, loanRow, open, unlocksOf } from '#tests/payments/given-payment.ts'
import { changeRules, quoted, settlesNow } from '#tests/payments/quotes/given-quote.ts'
import { freshDatabase } from '#tests/support/database/database.ts'
import { expectLedgerToHold } from '#tests/support/database/invariants.ts'
import type { GivenLoan } from '#tests/support/lender.ts'
import { refundNews, tell } from '#tests/support/stripe-events.ts'
import { owe } from '#tests/workflows/unlocks/given-owed.ts'

await freshDatabase()
afterEach(() => expectLedgerToHold(database()))

const wishes = async (loan: GivenLoan) =>
  (await unlocksOf(loan)).map(({ intent, state }) => `${intent} ${state}`)

/** Of 2,000,000 so much is left that what was said to be waived, 100,000, is more. */
async function madeSmaller() {
  const of = await quoted()
  for (const loan of [of.loan, of.other]) await owe(loan, -1_920_000n)
  return of
}

test('what settles at nothing is asked of nobody, and ends with the release of the phone', async () => {
  const { loan, other } = await madeSmaller()
  for (const wish of [{ choice: 'settle' }, { choice: 'other', amountMinor: 80_000n }] as const)
    expect(await ask(loan, wish)).toEqual({ refusal: 'not_offered' })
  expect(await ask(other, { choice: 'settle' })).not.toHaveProperty('refusal')
  const now = Temporal.Now.instant()
  for (let round = 0; round < 2; round += 1) await settleAsSaid(now)
  expect(await loanRow(loan)).toEqual({ outstandingMinor: 0n, creditMinor: 0n })
  expect(await wishes(loan)).toEqual(['release requested'])
  expect(await loanRow(other)).toMatchObject({ outstandingMinor: 80_000n })
  expect(await wishes(other)).toEqual([])
})

test('not when its last day is over', async () => {
  const { loan, validUntil } = await madeSmaller()
  const dayAfter = validUntil.add({ days: 1 }).toZonedDateTime('Asia/Colombo').toInstant()
  await settleAsSaid(dayAfter)
  expect(await loanRow(loan)).toMatchObject({ outstandingMinor: 80_000n })
  expect(await settlesNow(loan, dayAfter)).toMatchObject({ amountMinor: expect.any(BigInt) })
  await settleAsSaid(dayAfter.subtract({ seconds: 1 }))
  expect(await loanRow(loan)).toMatchObject({ outstandingMinor: 0n })
})

test('what the book has just told is followed first, and counts by its day though that ends meanwhile', async () => {
  const { loan, validUntil } = await quoted()
  const late = await quoted()
  const midnight = validUntil.add({ days: 1 }).toZonedDateTime('Asia/Colombo').toInstant()
  const told = (seconds: number) =>
    ({ cause: 'paid_elsewhere', postedAt: midnight.add({ seconds }) }) as const
  await owe(loan, -1_920_000n, told(-20))
  await owe(late.loan, -1_920_000n, told(20))
  await settleAsSaid(midnight.add({ seconds: 39 }))
  expect(await loanRow(loan)).toMatchObject({ outstandingMinor: 80_000n })
  for (const seconds of [40, 90]) await settleAsSaid(midnight.add({ seconds }))
  expect(await loanRow(loan)).toMatchObject({ outstandingMinor: 0n })
  expect(await loanRow(late.loan)).toMatchObject({ outstandingMinor: 80_000n })
})

test('it waits for money that may be on its way', async () => {
  const { loan } = await quoted()
  const { paymentId } = await open(loan, { choice: 'other', amountMinor: 500_000n })
  await owe(loan, -1_920_000n)
  await settleAsSaid(Temporal.Now.instant())
  expect(await loanRow(loan)).toMatchObject({ outstandingMinor: 80_000n })
  await cancel(paymentId)
  await settleAsSaid(Temporal.Now.instant())
  expect(await loanRow(loan)).toMatchObject({ outstandingMinor: 0n })
})

test('what was waived already is not waived once more when a part of the money goes back', async () => {
  const { loan } = await quoted()
  const asked = await open(loan, { choice: 'settle' })
  await capture(asked)
  expect(await loanRow(loan)).toMatchObject({ outstandingMinor: 0n })
  await changeRules(loan)
  const part = { ...asked, amountMinor: 60_000n, pspRefundId: `re_${asked.paymentId}` }
  await tell(refundNews('updated', part))
  const now = Temporal.Now.instant()
  await settleAsSaid(now)
  expect(await loanRow(loan)).toMatchObject({ outstandingMinor: 60_000n })
  expect(await settlesNow(loan, now)).toMatchObject({ amountMinor: 60_000n, rebateMinor: 0n })
})
