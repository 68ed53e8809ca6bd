import { inspect } from 'node:util'
import { afterEach, expect, test } from 'vitest'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { readLoan } from '#lib/ledger/ledger.ts'
import { fallsAwayBySetAside } from '#lib/payments/book-set-aside.ts'
import { bookAfterAll } from '#lib/workflows/money/book-after-all.ts'
import { bookCapture } from '#lib/workflows/money/book-capture.ts'
import { ask, loanRow, paymentRow } from '#tests/payments/given-payment.ts'
import { payLater } from '#tests/promises/given-promise.ts'
import { freshDatabase } from '#tests/support/database/database.ts'
import { expectLedgerToHold } from '#tests/support/database/invariants.ts'
import { at, changeRules, quoted, stamp } from './given-quote.ts'

await freshDatabase()
afterEach(() => expectLedgerToHold(database()))

test('set aside and booked after all, by the day on which it came', async () => {
  const { loan, amountMinor, validUntil } = await quoted()
  const now = at(validUntil, '10:00')
  const opened = await ask(loan, { choice: 'other', amountMinor: 1_000_000n, now })
  if (!('paymentId' in opened)) throw new Error(inspect(opened))
  const { paymentId } = opened
  const received = { amountMinor, currency: loan.currency }
  const money = { paymentId, paymentIntentId: 'pi_quote_aside', received, capturedAt: now, now }
  expect(await transaction((tx) => bookCapture(tx, money))).toMatchObject({ outcome: 'set_aside' })
  const { id } = await database()
    .selectFrom('postings')
    .select('id')
    .where('causeId', '=', 'pi_quote_aside')
    .executeTakeFirstOrThrow()
  await stamp(id, now)
  await changeRules(loan)
  const shown = fallsAwayBySetAside(
    await readLoan(database(), loan.loanId),
    await paymentRow(paymentId),
    { paymentIntentId: 'pi_quote_aside', suspenseMinor: amountMinor, capturedAt: now },
  )
  const { outstandingMinor } = await loanRow(loan)
  expect(shown).toEqual({ costMinor: 0n, rebateMinor: outstandingMinor - amountMinor })
  const wish = { lenderId: loan.lenderId, paymentId, paymentIntentId: 'pi_quote_aside' }
  const booked = await transaction((tx) =>
    bookAfterAll(tx, {
      ...wish,
      seenSuspenseMinor: amountMinor,
      staffId: crypto.randomUUID(),
      now: at(validUntil.add({ days: 3 }), '10:00'),
    }),
  )
  expect(booked).toMatchObject({ outcome: 'booked', effect: { kind: 'release' } })
  expect(await loanRow(loan)).toEqual({ outstandingMinor: 0n, creditMinor: 0n })
})

test.for([
  ['by the last day', 0, 0n],
  ['the day after', 1, 100_000n],
] as const)(
  'set aside for another amount, a voucher that was made %s counts from then',
  async (made) => {
    const [, daysLater, outstandingMinor] = made
    const { loan, other, amountMinor, validUntil } = await quoted()
    await changeRules(loan)
    const madeAt = at(validUntil.add({ days: daysLater }), '12:00')
    const { paymentId } = await payLater(loan, 1_000_000n, { at: madeAt })
    const now = madeAt.add({ hours: 72 })
    const paymentIntentId = `pi_${paymentId}`
    const received = { amountMinor, currency: loan.currency }
    const money = { paymentId, paymentIntentId, received, capturedAt: now, now }
    expect(await transaction((tx) => bookCapture(tx, money))).toMatchObject({
      outcome: 'set_aside',
    })
    const { id } = await database()
      .selectFrom('postings')
      .select('id')
      .where('causeId', '=', paymentIntentId)
      .executeTakeFirstOrThrow()
    await stamp(id, now)
    const wish = { lenderId: loan.lenderId, paymentId, paymentIntentId, now }
    const booked = await transaction((tx) =>
      bookAfterAll(tx, { ...wish, seenSuspenseMinor: amountMinor, staffId: crypto.randomUUID() }),
    )
    expect(booked).toMatchObject({ outcome: 'booked' })
    expect(await loanRow(loan)).toEqual({ outstandingMinor, creditMinor: 0n })
    expect(await loanRow(other)).toMatchObject({ outstandingMinor: 2_000_000n })
  },
)
