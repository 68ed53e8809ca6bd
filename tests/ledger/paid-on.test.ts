import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { timelineFacts } from '#app/payment/payment-facts.ts'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { paymentsOfLoan } from '#lib/desk/loan-record.ts'
import { stepsOf } from '#lib/domain/timeline/steps.ts'
import { composeNotice } from '#lib/notices/compose-notice.ts'
import { cashLines } from '#lib/payments/cash/cash-day.ts'
import { paymentAtDesk } from '#lib/payments/payment-at-desk.ts'
import { paymentOf } from '#lib/payments/queries.ts'
import { takeCash } from '#lib/workflows/money/cash-by-staff.ts'
import { byTwo } from '#tests/payments/cash/given-cash.ts'
import { loanRow, paidLoan, twoLate } from '#tests/payments/given-payment.ts'
import { freshDatabase } from '#tests/support/database/database.ts'
import { givenLender, givenLoan } from '#tests/support/lender.ts'

await freshDatabase()
const lender = await givenLender()
const now = Temporal.Now.instant()
const today = now.toZonedDateTimeISO('Asia/Colombo').toPlainDate()

async function takenOn(day: Temporal.PlainDate) {
  const loan = await givenLoan(lender, twoLate())
  const paymentId = randomUUID()
  const taken = await transaction(async (tx) =>
    takeCash(tx, {
      lenderId: lender.id,
      loanId: loan.loanId,
      paymentId,
      ...(await byTwo(lender.id, paymentId)),
      amountMinor: 900_000n,
      method: 'cash',
      officeReceipt: paymentId,
      takenOn: day,
      seenOutstandingMinor: (await loanRow(loan)).outstandingMinor,
      locale: 'en',
      now,
    }),
  )
  expect(taken).toMatchObject({ outcome: 'recorded' })
  return toldOf(paymentId, loan)
}

/** What each reader of a payment learns of when it was paid. */
async function toldOf(paymentId: string, loan: { loanId: string; borrowerId: string }) {
  const payment = await paymentOf(database(), loan.borrowerId, paymentId)
  if (!payment) throw new Error('there is no such payment')
  const [listed] = await paymentsOfLoan(database(), loan.loanId)
  const atDesk = await paymentAtDesk(database(), lender.id, paymentId)
  const [paid] = stepsOf(timelineFacts(payment, now))
  const sheet = await cashLines(database(), {
    lenderId: lender.id,
    timeZone: 'Asia/Colombo',
    day: today,
  })
  const onSheet = sheet.find(({ id }) => id === paymentId)
  const days = [...[payment, listed, atDesk].map((one) => one?.paidOn), onSheet?.takenOn]
  return { days, paid, paymentId }
}

async function receiptOf(paymentId: string) {
  const notice = await database()
    .insertInto('notices')
    .values({
      lenderId: lender.id,
      kind: 'receipt',
      causeId: randomUUID(),
      channel: 'email',
      recipient: 'n@mail.example',
      locale: 'en',
      detail: JSON.stringify({ paymentId }),
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  return (await composeNotice(database(), notice)).text
}

test('of cash that was entered on a later day only its day is told, to everybody', async () => {
  const day = today.subtract({ days: 1 })
  const { days, paid, paymentId } = await takenOn(day)
  expect(days.map(String)).toEqual(Array(4).fill(`${day}`))
  expect(paid).toMatchObject({ name: 'paid', state: 'done' })
  expect(`${paid?.on}`).toBe(`${day}`)
  expect(paid?.at).toBeUndefined()
  const text = await receiptOf(paymentId)
  expect(text).toContain(day.toLocaleString('en-GB', { dateStyle: 'long' }))
  expect(text).not.toContain('12:00')
})

test('of cash of today, and of a card, the moment is told', async () => {
  const cash = await takenOn(today)
  expect(cash.days).toEqual([null, null, null, null])
  expect(cash.paid?.on).toBeUndefined()
  expect(cash.paid?.at?.epochMilliseconds).toBe(now.epochMilliseconds)
  expect(await receiptOf(cash.paymentId)).toMatch(/ at \d\d:\d\d/)
  const card = await paidLoan(lender)
  const listed = await paymentsOfLoan(database(), card.loan.loanId)
  expect(listed.map(({ paidOn }) => paidOn)).toEqual([null])
})
