import { expect, test } from 'vitest'
import { timelineFacts } from '#app/payment/payment-facts.ts'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { formatMoney } from '#lib/domain/money/money.ts'
import type { NoticeKind } from '#lib/domain/notice.ts'
import { timelineOf } from '#lib/domain/timeline/timeline.ts'
import { composeNotice } from '#lib/notices/compose-notice.ts'
import { noteProcessing, noteVoucher } from '#lib/payments/follow-payment.ts'
import { paymentOf } from '#lib/payments/queries.ts'
import { givenLink } from '#tests/payments/given-link.ts'
import { capture, open, twoLate } from '#tests/payments/given-payment.ts'
import { freshDatabase } from '#tests/support/database/database.ts'
import { type GivenLoan, givenLender, givenLoan } from '#tests/support/lender.ts'

await freshDatabase()
const lender = await givenLender()

async function withVoucher(choice: 'arrears' | 'settle', receiptEmail: string | null = null) {
  const loan = await givenLoan(lender, twoLate())
  const payLinkId = receiptEmail && (await givenLink(loan)).id
  const { paymentId, amountMinor } = await open(loan, { choice, payLinkId, receiptEmail })
  const now = Temporal.Now.instant()
  const details = { number: null, entity: null, stores: [] }
  const voucher = { url: 'https://voucher.example', expiresAt: now.add({ hours: 48 }), details }
  await transaction(async (tx) => {
    await noteProcessing(tx, paymentId, { at: now, now })
    await noteVoucher(tx, paymentId, voucher)
  })
  return { loan, paymentId, amountMinor }
}

async function toldOf(loan: GivenLoan, paymentId: string) {
  const payment = await paymentOf(database(), loan.borrowerId, paymentId)
  if (!payment) throw new Error('no payment')
  return timelineOf(timelineFacts(payment, Temporal.Now.instant()))
}

const letters = (paymentId: string, kind: NoticeKind = 'voucher_not_needed') =>
  database()
    .selectFrom('notices')
    .selectAll()
    .where('kind', '=', kind)
    .where('causeId', 'like', `${paymentId}:%`)
    .execute()

const byCard = async (loan: GivenLoan, choice: 'arrears' | 'installment') =>
  capture(await open(loan, { choice, confirmAnother: true }))

test('what a voucher was for is paid another way: it asks for nothing more, and its maker is told once', async () => {
  const { loan, paymentId } = await withVoucher('arrears')
  const bystander = await withVoucher('arrears')
  expect((await toldOf(loan, paymentId)).headline).toBe('voucher')
  await byCard(loan, 'arrears')
  expect(await toldOf(loan, paymentId)).toMatchObject({ headline: 'voucher_none', steps: [] })
  const [letter, ...others] = await letters(paymentId)
  expect(others).toEqual([])
  const { text } = await composeNotice(database(), letter as NonNullable<typeof letter>)
  expect(text).toContain('It is not needed any more')
  expect((await toldOf(bystander.loan, bystander.paymentId)).headline).toBe('voucher')
  expect(await letters(bystander.paymentId)).toEqual([])
})

test('a part of it is paid another way: what is still needed is named', async () => {
  const { loan, paymentId, amountMinor } = await withVoucher('settle')
  await byCard(loan, 'arrears')
  expect(await toldOf(loan, paymentId)).toMatchObject({ headline: 'voucher_part', steps: [] })
  const [letter] = await letters(paymentId)
  const { text } = await composeNotice(database(), letter as NonNullable<typeof letter>)
  const neededMinor = amountMinor - 1_845_000n
  const needed = formatMoney({ amountMinor: neededMinor, currency: 'LKR' }, 'en-GB')
  expect(text).toContain(`Only ${needed} of it is still needed`)
})

test('a helper who made the voucher and gave an address is told as well, without a word of whose loan it is', async () => {
  const { loan, paymentId } = await withVoucher('arrears', 'friend@mail.example')
  const own = await withVoucher('arrears')
  await byCard(loan, 'arrears')
  await byCard(own.loan, 'arrears')
  const [letter, ...others] = await letters(paymentId, 'voucher_not_needed_helper')
  expect(others).toEqual([])
  expect(letter).toMatchObject({ recipient: 'friend@mail.example', channel: 'email' })
  const { text } = await composeNotice(database(), letter as NonNullable<typeof letter>)
  expect(text).toContain('not needed any more')
  expect(text).toMatch(new RegExp(`/p/\\w+/payments/${paymentId}\n`))
  expect(text).not.toMatch(/loan|overdue|Nimali/)
  expect(await letters(own.paymentId, 'voucher_not_needed_helper')).toEqual([])
  expect(await letters(own.paymentId)).toHaveLength(1)
})
