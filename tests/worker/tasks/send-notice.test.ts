import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { env } from '#lib/env.ts'
import { queueForBorrower } from '#lib/notices/queue-for-borrower.ts'
import { paymentOf } from '#lib/payments/queries.ts'
import sendNotice from '#lib/worker/tasks/send-notice.ts'
import { casesOf, open, twoLate } from '#tests/payments/given-payment.ts'
import { promised } from '#tests/promises/given-promise.ts'
import { freshDatabase } from '#tests/support/database/database.ts'
import { type GivenLoan, givenLender, givenLoan } from '#tests/support/lender.ts'
import { startJsonServer } from '#tests/support/servers/json-server.ts'
import { startMailServer } from '#tests/support/servers/mail-server.ts'
import { intentNews, tell } from '#tests/support/stripe-events.ts'
import { drain, loseTheQueue, passTime } from '#tests/support/world.ts'

await freshDatabase()
const mailbox = await startMailServer()
const texts = await startJsonServer()
env().SMS_URL = texts.url
afterAll(() => Promise.all([mailbox.stop(), texts.stop()]))
const lender = await givenLender()
beforeEach(async () => {
  await loseTheQueue()
  mailbox.mails.length = 0
  mailbox.refuse.status = undefined
  texts.received.length = 0
})

async function paid(loan: GivenLoan) {
  const asked = await open(loan)
  await tell(intentNews('succeeded', asked))
  return asked.paymentId
}

function noticeRow(causeId: string) {
  return database()
    .selectFrom('notices')
    .selectAll()
    .where('causeId', '=', causeId)
    .executeTakeFirstOrThrow()
}

const receipts = () => mailbox.mails.filter(({ subject }) => subject?.includes('receipt'))

describe('a receipt', () => {
  test('is queued with its payment and sent once, whoever asks again', async () => {
    const paymentId = await paid(await givenLoan(lender, twoLate()))
    const { id } = await noticeRow(paymentId)
    await drain()
    await Promise.all(Array.from({ length: 5 }, () => sendNotice({ noticeId: id })))
    await passTime()
    expect(receipts()).toHaveLength(1)
    expect(await noticeRow(paymentId)).toMatchObject({ attempts: 1, failure: null })
  })

  test('says the amount, the reference and whom to call; its subject says no “debt”', async () => {
    const paymentId = await paid(await givenLoan(lender, twoLate()))
    const { reference } = await database()
      .selectFrom('payments')
      .select('reference')
      .where('id', '=', paymentId)
      .executeTakeFirstOrThrow()
    await drain()
    const [mail] = receipts()
    expect(mail?.from?.name).toBe('Serendib Mobile')
    expect(mail?.replyTo).toMatchObject([{ address: 'help@serendib.example' }])
    expect(mail?.text).toMatch(/18,450\.00/)
    expect(mail?.text).toContain(reference)
    expect(mail?.text).toContain('011 555 0100')
    expect(mail?.text).toContain(`/payments/${paymentId}`)
    expect(mail?.subject).not.toMatch(/debt|overdue|late|arrears|loan|lock/i)
    expect(mail?.messageId).toMatch(/^<[0-9a-f-]{36}@[a-z.]+>$/)
  })

  test('five workers at the same moment send one', async () => {
    const { id } = await noticeRow(await paid(await givenLoan(lender, twoLate())))
    await Promise.all(Array.from({ length: 5 }, () => sendNotice({ noticeId: id })))
    expect(receipts()).toHaveLength(1)
  })

  test('a busy mail server is tried again, and the receipt then sent once', async () => {
    const paymentId = await paid(await givenLoan(lender, twoLate()))
    mailbox.refuse.status = 451
    await drain()
    await passTime()
    expect(await noticeRow(paymentId)).toMatchObject({ sentAt: null, attempts: 2 })
    mailbox.refuse.status = undefined
    await passTime()
    expect(receipts()).toHaveLength(1)
    expect(await noticeRow(paymentId)).toMatchObject({ failure: null })
  })

  test('an address that the mail server will never take is tried once, and a person is told', async () => {
    const loan = await givenLoan(lender, twoLate())
    const paymentId = await paid(loan)
    mailbox.refuse.status = 550
    for (let time = 0; time < 3; time += 1) await passTime()
    const row = await noticeRow(paymentId)
    expect(row).toMatchObject({ attempts: 1, sentAt: null, failure: 'mail rejected' })
    expect(row.failedAt).not.toBeNull()
    const cases = await database()
      .selectFrom('cases')
      .select(['paymentId', 'loanId', 'detail'])
      .where('kind', '=', 'notice_failed')
      .where('paymentId', '=', paymentId)
      .execute()
    const detail = { notice: 'receipt', channel: 'email', failure: 'mail rejected' }
    expect(cases).toEqual([{ paymentId, loanId: loan.loanId, detail }])
    const shown = await paymentOf(database(), loan.borrowerId, paymentId)
    expect(shown?.receiptFailed).toBe(true)
  })

  test('the case of a notice about no payment names the loan, too', async () => {
    const loan = await givenLoan(lender, twoLate())
    const { promiseId } = await promised(loan)
    mailbox.refuse.status = 550
    await drain()
    expect(await noticeRow(promiseId)).toMatchObject({ attempts: 1, failure: 'mail rejected' })
    expect(await casesOf(loan)).toEqual(['notice_failed'])
  })

  test('twelve failures are enough', async () => {
    const paymentId = await paid(await givenLoan(lender, twoLate()))
    mailbox.refuse.status = 451
    for (let time = 0; time < 14; time += 1) await passTime()
    expect(await noticeRow(paymentId)).toMatchObject({ attempts: 12, sentAt: null })
    expect((await noticeRow(paymentId)).failedAt).not.toBeNull()
  })
})

describe('where a notice goes', () => {
  async function queuedFor(values: { email: string | null; nominatedPhone: string | null }) {
    const loan = await givenLoan(lender, twoLate())
    await database()
      .updateTable('borrowers')
      .set({ ...values, phone: '+94770000001' })
      .where('id', '=', loan.borrowerId)
      .execute()
    const { paymentId } = await open(loan)
    const notice = { loanId: loan.loanId, kind: 'receipt', causeId: paymentId } as const
    await transaction((tx) => queueForBorrower(tx, { ...notice, detail: { paymentId } }))
    return database().selectFrom('notices').selectAll().where('causeId', '=', paymentId).execute()
  }

  test('to the e-mail address', async () => {
    const rows = await queuedFor({ email: 'n@mail.example', nominatedPhone: '+94770000002' })
    expect(rows).toMatchObject([{ channel: 'email', recipient: 'n@mail.example' }])
  })

  test('without one, by text to the nominated number', async () => {
    const rows = await queuedFor({ email: null, nominatedPhone: '+94770000002' })
    expect(rows).toMatchObject([{ channel: 'sms', recipient: '+94770000002' }])
    await drain()
    expect(texts.received).toMatchObject([{ body: { to: '+94770000002' } }])
  })

  test('a number that the text gateway refuses for good is tried once', async () => {
    const [row] = await queuedFor({ email: null, nominatedPhone: '+94770000003' })
    texts.answer.status = 404
    for (let time = 0; time < 3; time += 1) await passTime()
    texts.answer.status = 200
    const { attempts, failedAt } = await noticeRow(row?.causeId ?? '')
    expect({ attempts, isOver: failedAt !== null }).toEqual({ attempts: 1, isOver: true })
  })

  test('never to the locked phone’s own number', async () => {
    expect(await queuedFor({ email: null, nominatedPhone: null })).toEqual([])
  })
})
