import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import type { OtherLock } from '#lib/domain/lock/other-lock.ts'
import type { LockState } from '#lib/domain/lock/unlock.ts'
import { formatMoney } from '#lib/domain/money/money.ts'
import { phoneOf } from '#lib/loans/queries.ts'
import { composeNotice } from '#lib/notices/compose-notice.ts'
import { reverseByStaff, takeCash } from '#lib/workflows/money/cash-by-staff.ts'
import followElsewhere from '#lib/workflows/money/follow-elsewhere.ts'
import { byTwo } from '#tests/payments/cash/given-cash.ts'
import { givenLink } from '#tests/payments/given-link.ts'
import { loanRow, paid, paidLoan, twoLate } from '#tests/payments/given-payment.ts'
import { newestElsewhere, paidElsewhere } from '#tests/plans/given-plan.ts'
import { freshDatabase } from '#tests/support/database/database.ts'
import { type GivenLoan, givenLender, givenLoan } from '#tests/support/lender.ts'
import { cashAloneMinor, deskRules } from '#tests/support/policy.ts'
import { givenStaff } from '#tests/support/staff.ts'
import { disputeNews, refundNews, tell } from '#tests/support/stripe-events.ts'

await freshDatabase()
const lender = await givenLender({
  policy: { desk: deskRules({ cashAloneMinor, refundAloneMinor: { LKR: '9000000' } }) },
})

type Detail = { bookOf?: string }

const lettersTo = (recipient: string) =>
  database().selectFrom('notices').selectAll().where('recipient', '=', recipient).execute()

const letters = (paymentId: string) =>
  database()
    .selectFrom('notices')
    .selectAll()
    .where('kind', '=', 'money_went_back')
    .where('causeId', 'like', `${paymentId}:%`)
    .execute()

test('a payment that the lender gave back at Stripe: what is owed again is said, once', async () => {
  const { asked } = await paidLoan(lender)
  const bystander = await paidLoan(lender)
  const news = { ...asked, pspRefundId: `re_${asked.paymentId}` }
  await tell(refundNews('created', news))
  await tell(refundNews('updated', news))
  const [letter, ...others] = await letters(asked.paymentId)
  expect(others).toEqual([])
  const { subject, text } = await composeNotice(database(), letter as NonNullable<typeof letter>)
  const amount = formatMoney({ amountMinor: asked.amountMinor, currency: 'LKR' }, 'en-GB')
  expect(subject).toContain(`${amount} is owed again`)
  expect(text).toContain(`So ${amount} is owed to`)
  expect(text).not.toContain(`${amount} of a payment`)
  expect(text).toMatch(new RegExp(`Overdue on .+: ${RegExp.escape(amount)}\\.`))
  expect(text).toContain(`/payments/${asked.paymentId}`)
  expect(text).toContain('it was given back.')
  expect(text).not.toContain('by mistake')
  expect(await letters(bystander.asked.paymentId)).toEqual([])
})

test('an entry of cash that is undone was booked by mistake, and nothing was given back', async () => {
  const loan = await givenLoan(lender, twoLate())
  const agent = await givenStaff(lender, 'agent')
  const paymentId = randomUUID()
  const { loanId } = loan
  const { outstandingMinor: seenOutstandingMinor } = await loanRow(loan)
  const now = Temporal.Now.instant()
  const entry = { lenderId: lender.id, paymentId, amountMinor: 300n, now }
  const by = await byTwo(lender.id, paymentId)
  await transaction(async (tx) => {
    const takenOn = now.toZonedDateTimeISO('Asia/Colombo').toPlainDate()
    const paper = { method: 'cash', officeReceipt: paymentId, locale: 'en' } as const
    await takeCash(tx, { ...entry, ...by, ...paper, loanId, seenOutstandingMinor, takenOn })
    await reverseByStaff(tx, { ...entry, currency: 'LKR', note: 'Twice', staffId: agent.id })
  })
  const [letter] = await letters(paymentId)
  const { text } = await composeNotice(database(), letter as NonNullable<typeof letter>)
  expect(text).toContain('it was booked by mistake.')
  expect(text).not.toContain('given back')
})

test.each([
  ['unlocked', [], 'The phone is left unlocked until'],
  ['locked', [], 'Once the phone is open, it is left unlocked until'],
  ['unlocked', ['offline_lock'], 'Once the phone is open, it is left unlocked until'],
] as const)('of a phone that is %s %j the letter says: %s', async (lockState, locks, said) => {
  const { loan, asked } = await paidLoan(lender)
  const stands = (values: { lockState: LockState; otherLocks?: OtherLock[] }) =>
    database().updateTable('devices').set(values).where('id', '=', loan.deviceId).execute()
  // What was open when the money went back is left so for the days of warning.
  await stands({ lockState: 'unlocked' })
  await tell(refundNews('created', { ...asked, pspRefundId: `re_${asked.paymentId}` }))
  await stands({ lockState, otherLocks: [...locks] })
  const [letter] = await letters(asked.paymentId)
  const { text } = await composeNotice(database(), letter as NonNullable<typeof letter>)
  expect(text).toContain(` ${said}`)
})

test('after a lost dispute nothing is said to be open any more', async () => {
  const { loan, asked } = await paidLoan(lender)
  const isLost = async () => {
    const phone = await phoneOf(database(), loan.borrowerId, loan.deviceId)
    return { isDisputed: phone?.isDisputed, isDisputeLost: phone?.isDisputeLost }
  }
  await tell(disputeNews('created', asked))
  await tell(disputeNews('funds_withdrawn', asked))
  expect(await isLost()).toEqual({ isDisputed: true, isDisputeLost: false })
  await tell(disputeNews('closed', { ...asked, secondsLater: 1 }, 'lost'))
  expect(await isLost()).toEqual({ isDisputed: true, isDisputeLost: true })
})

test('a helper who gave an address is told of each sum that goes back to them, once', async () => {
  const recipient = 'friend@mail.example'
  const byLink = async (receiptEmail: string | null) => {
    const loan = await givenLoan(lender, twoLate())
    return paid(loan, { payLinkId: (await givenLink(loan)).id, receiptEmail })
  }
  const asked = await byLink(recipient)
  const silent = await byLink(null)
  for (const [one, part] of [
    [asked, 900_000n],
    [asked, 45_000n],
    [silent, 900_000n],
  ] as const) {
    const news = { ...one, amountMinor: part, pspRefundId: `re_${one.paymentId}_${part}` }
    await tell(refundNews('created', news))
    await tell(refundNews('updated', news))
  }
  const all = await lettersTo(recipient)
  const back = all.filter(({ kind }) => kind === 'money_given_back_helper')
  const said = await Promise.all(back.map((one) => composeNotice(database(), one)))
  expect(said.map(({ subject }) => /Rs[\d,.\s]+/.exec(subject)?.[0].trim()).toSorted()).toEqual(
    [45_000n, 900_000n].map((amountMinor) =>
      formatMoney({ amountMinor, currency: 'LKR' }, 'en-GB'),
    ),
  )
  for (const { text } of said) {
    expect(text).toMatch(new RegExp(`/p/\\w+/payments/${asked.paymentId}\n`))
    expect(text).not.toMatch(/loan|overdue|owed|Nimali/)
  }
})

test('a refund that failed at once is no news for a helper', async () => {
  const recipient = 'unlucky@mail.example'
  const loan = await givenLoan(lender, twoLate())
  const asked = await paid(loan, {
    payLinkId: (await givenLink(loan)).id,
    receiptEmail: recipient,
  })
  await tell(refundNews('failed', { ...asked, pspRefundId: `re_${asked.paymentId}` }))
  expect((await lettersTo(recipient)).map(({ kind }) => kind)).toEqual(['receipt_helper'])
})

describe('money that the lender’s own book tells of', () => {
  async function ofBook({ loanId }: GivenLoan) {
    const told = database().selectFrom('notices').selectAll().where('kind', '=', 'book_took_back')
    return (await told.execute()).filter(({ detail }) => (detail as Detail).bookOf === loanId)
  }

  async function tellOf(loan: GivenLoan, amountMinor: bigint): Promise<void> {
    await paidElsewhere(loan, amountMinor)
    const follow = { postingId: await newestElsewhere(loan), loanId: loan.loanId }
    for (let round = 0; round < 2; round += 1) await followElsewhere(follow)
  }

  test('and takes back: the borrower is told once what is owed again, and nothing of what came', async () => {
    const loan = await givenLoan(lender, twoLate())
    const bystander = await givenLoan(lender, twoLate())
    await tellOf(loan, 922_500n)
    await tellOf(bystander, 922_500n)
    expect(await ofBook(loan)).toEqual([])
    await tellOf(loan, -900_000n)
    const [letter, ...others] = await ofBook(loan)
    expect(others).toEqual([])
    const { subject, text } = await composeNotice(database(), letter as NonNullable<typeof letter>)
    const shown = (amountMinor: bigint) => formatMoney({ amountMinor, currency: 'LKR' }, 'en-GB')
    expect(subject).toBe(`${shown(900_000n)} is owed again`)
    expect(text).toMatch(new RegExp(`Overdue on .+: ${RegExp.escape(shown(1_822_500n))}\\.`))
    expect(text).toContain(`Loan: ${loan.loanNumber}`)
    expect(text).toContain(`/phones/${loan.deviceId}`)
    expect(await ofBook(bystander)).toEqual([])
  })
})
