import { expect, test } from 'vitest'
import { sendCode } from '#lib/accounts/send-code.ts'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import sendSignInCode from '#lib/worker/tasks/send-sign-in-code.ts'
import { givenLoan } from '#tests/support/lender.ts'
import { givenChallenge, lastJob } from '#tests/support/sign-in.ts'
import { loseTheQueue, passTime, queuedTasks } from '#tests/support/world.ts'
import { codeIn, givenCodes, installments, type Shown } from './given-codes.ts'

const { mailbox, outside, lender, askedAndRun } = await givenCodes()

test('the mailed code signs in; its subject tells a bystander nothing', async () => {
  const loan = await givenLoan(lender, installments)
  const { verify } = await askedAndRun(loan.loanNumber, 'email')
  const [mail] = mailbox.mails
  expect(mail?.from?.name).toBe('Serendib Mobile')
  expect(mail?.replyTo).toMatchObject([{ address: 'help@serendib.example' }])
  expect(mail?.subject).not.toMatch(/debt|loan|overdue|lock|\d/i)
  expect(mail?.text).toMatch(/never for your PIN/)
  expect(await verify(codeIn(mail?.text))).toMatchObject({ ok: true, borrowerId: loan.borrowerId })
})

test('the code is mailed in the borrower’s language and ends at a time of the lender’s zone', async () => {
  const loan = await givenLoan(lender, installments)
  await database()
    .updateTable('borrowers')
    .set({ locale: 'es' })
    .where('id', '=', loan.borrowerId)
    .execute()
  const { attempt } = await askedAndRun(loan.loanNumber, 'email')
  const ends = attempt.now.add({ minutes: 10 }).toZonedDateTimeISO('Asia/Colombo')
  expect(mailbox.mails[0]?.subject).toBe('Su código de acceso')
  expect(mailbox.mails[0]?.text).toContain(ends.toPlainTime().toString().slice(0, 5))
})

test('a text goes to the nominated number and never to the locked phone’s own', async () => {
  const numbers = { phone: '+94771234567', nominatedPhone: '+94771110000' }
  const loan = await givenLoan(lender, installments, numbers)
  const { verify } = await askedAndRun(loan.loanNumber, 'sms')
  const texts = outside.received as {
    path: string
    body: { to: string; body: string; from: string }
  }[]
  expect(texts.map(({ path, body }) => [path, body.to, body.from])).toEqual([
    ['/sms', '+94771110000', 'Serendib Mobile'],
  ])
  expect(await verify(codeIn(texts[0]?.body.body))).toMatchObject({ ok: true })
  outside.received.length = 0
  const without = await givenLoan(lender, installments, { phone: '+94771234568' })
  await askedAndRun(without.loanNumber, 'sms')
  expect(outside.received).toEqual([])
})

test('the best way is e-mail, then the other number, then the locked phone; no row but its own says which', async () => {
  const numbers = { nominatedPhone: '+94771110007' }
  const bystander = await givenChallenge(lender.id, 'L-NOBODY', Temporal.Now.instant())
  const both = await givenLoan(lender, installments, numbers)
  await askedAndRun(both.loanNumber, 'best')
  expect([mailbox.mails.length, outside.received.length]).toEqual([1, 0])
  const noEmail = await givenLoan(lender, installments, { ...numbers, email: null })
  await askedAndRun(noEmail.loanNumber, 'best')
  expect(outside.received).toMatchObject([{ path: '/sms', body: { to: '+94771110007' } }])
  outside.received.length = 0
  const neither = await givenLoan(lender, installments, { email: null, lockState: 'locked' })
  const { verify } = await askedAndRun(neither.loanNumber, 'best')
  expect(mailbox.mails).toHaveLength(1)
  const [shown] = outside.received as Shown
  expect(shown?.path).toMatch(/messages$/)
  expect(await verify(shown?.body.code ?? '')).toMatchObject({ ok: true })
  const untouched = await database()
    .selectFrom('challenges')
    .select(['method', 'sentBy'])
    .where('id', '=', bystander)
    .executeTakeFirstOrThrow()
  expect(untouched).toEqual({ method: null, sentBy: null })
})

test('nobody’s code goes nowhere', async () => {
  for (const method of ['best', 'email', 'sms', 'lock_screen'] as const)
    await askedAndRun('L-NOBODY', method)
  expect([mailbox.mails, outside.received]).toEqual([[], []])
})

test('an address that several borrowers share gets advice and no code', async () => {
  const email = 'family@mail.example'
  await givenLoan(lender, installments, { email })
  await givenLoan(lender, installments, { email })
  await askedAndRun(email, 'email')
  expect(mailbox.mails).toHaveLength(1)
  expect(mailbox.mails[0]?.text).toContain('loan number')
  expect(codeIn(mailbox.mails[0]?.text)).toBe('none')
})

test('a code that a newer one voided, or that was used, is not sent late', async () => {
  const loan = await givenLoan(lender, installments)
  const { attempt, run, verify } = await askedAndRun(loan.loanNumber, 'email')
  await transaction((tx) => sendCode(tx, { ...attempt, method: 'email' }))
  await run()
  expect(mailbox.mails).toHaveLength(1)
  const { payload } = await lastJob()
  await sendSignInCode(payload)
  expect(mailbox.mails).toHaveLength(2)
  await verify(codeIn(mailbox.mails[1]?.text))
  await sendSignInCode(payload)
  expect(mailbox.mails).toHaveLength(2)
})

test('a mail that could not leave is tried again, without using up the account’s limit', async () => {
  const loan = await givenLoan(lender, installments)
  const { run } = await askedAndRun(loan.loanNumber, 'email')
  mailbox.refuse.status = 451
  for (let time = 0; time < 12; time += 1) await expect(run()).rejects.toThrow('mail busy')
  mailbox.refuse.status = undefined
  await run()
  expect(mailbox.mails).toHaveLength(2)
})

test('a mail that is refused for good is not tried again: noted once, without the address', async () => {
  const email = 'nobody@mail.example'
  const loan = await givenLoan(lender, installments, { email })
  mailbox.refuse.status = 550
  await loseTheQueue()
  const now = Temporal.Now.instant()
  const challengeId = await givenChallenge(lender.id, loan.loanNumber, now)
  const asked = { challengeId, lenderId: lender.id, now }
  await transaction((tx) => sendCode(tx, { ...asked, method: 'email' }))
  for (let time = 0; time < 3; time += 1) await passTime()
  mailbox.refuse.status = undefined
  await passTime()
  expect(await queuedTasks()).toEqual([])
  expect(mailbox.mails).toEqual([])
  const lines = await database()
    .selectFrom('auditLog')
    .select(['subjectId', 'actor', 'detail'])
    .where('action', '=', 'sign_in_code.not_taken')
    .execute()
  expect(lines).toEqual([{ subjectId: loan.borrowerId, actor: 'keyturn', detail: {} }])
  await transaction((tx) => sendCode(tx, { ...asked, method: 'email' }))
  await passTime()
  expect(mailbox.mails).toHaveLength(1)
})

test('a text that the gateway refuses for good is not tried again; one that it is too busy for is', async () => {
  const loan = await givenLoan(lender, installments, { nominatedPhone: '+94771110001' })
  outside.answer.status = 429
  await expect(askedAndRun(loan.loanNumber, 'sms')).rejects.toThrow('text not accepted (429)')
  outside.answer.status = 422
  await askedAndRun(loan.loanNumber, 'sms')
  const lines = await database()
    .selectFrom('auditLog')
    .select('detail')
    .where('action', '=', 'sign_in_code.not_taken')
    .where('subjectId', '=', loan.borrowerId)
    .execute()
  expect(lines).toEqual([{ detail: {} }])
})

test('what was asked for too often is queued like any other and sent to nobody; the code before stays right', async () => {
  const loan = await givenLoan(lender, installments)
  const { attempt } = await askedAndRun(loan.loanNumber, 'email')
  expect(mailbox.mails).toHaveLength(1)
  const code = () =>
    database()
      .selectFrom('challenges')
      .select(['codeHash', 'sentBy', 'tries', 'expiresAt'])
      .where('id', '=', attempt.challengeId)
      .executeTakeFirst()
  const before = await code()
  await transaction((tx) => sendCode(tx, { ...attempt, method: 'email', length: null }))
  const { payload } = await lastJob()
  await sendSignInCode(payload)
  expect(mailbox.mails).toHaveLength(1)
  expect(await code()).toEqual(before)
  await transaction((tx) => sendCode(tx, { ...attempt, method: 'email', length: 9 }))
  await sendSignInCode((await lastJob()).payload)
  expect(mailbox.mails[1]?.text).toMatch(/\b\d{9}\b/)
})
