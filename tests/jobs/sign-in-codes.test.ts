import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import type { Method } from '#lib/accounts/challenge.ts'
import { sendCode } from '#lib/accounts/send-code.ts'
import { verifyCode } from '#lib/accounts/verify-code.ts'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { env } from '#lib/env.ts'
import { seal } from '#lib/gateways/seal.ts'
import sendSignInCode from '#lib/jobs/send-sign-in-code.ts'
import showLockScreenCode from '#lib/jobs/show-lock-screen-code.ts'
import { freshDatabase } from '#tests/support/database.ts'
import { startJsonServer } from '#tests/support/json-server.ts'
import { givenLender, givenLoan } from '#tests/support/lender.ts'
import { startMailServer } from '#tests/support/mail-server.ts'
import { givenChallenge, lastJob } from '#tests/support/sign-in.ts'
import { loseTheQueue, passTime, queuedTasks } from '#tests/support/world.ts'

await freshDatabase()
const mailbox = await startMailServer()
const outside = await startJsonServer()
env().SMS_URL = `${outside.url}/sms`
afterAll(() => Promise.all([mailbox.stop(), outside.stop()]))
beforeEach(() => {
  mailbox.mails.length = 0
  outside.received.length = 0
  outside.answer.status = 200
})

const installments = [['2026-11-01', 100_00n]] as const
const lender = await givenLender()
await givenConnection(lender)

async function givenConnection({ id: lenderId }: { id: string }): Promise<void> {
  await database()
    .insertInto('mdmConnections')
    .values({
      ...{ lenderId, provider: 'http', baseUrl: outside.url },
      secretSealed: seal('a-secret', 'mdm-secret'),
    })
    .execute()
}

/** Asks for a code now, and gives its job and what is needed to type it. */
async function asked({ id: lenderId }: { id: string }, typed: string, method: Method) {
  const now = Temporal.Now.instant()
  const challengeId = await givenChallenge(lenderId, typed, now)
  const attempt = { challengeId, lenderId, now }
  await transaction((tx) => sendCode(tx, { ...attempt, method }))
  const { task, payload } = await lastJob()
  const run = () =>
    task === 'send-sign-in-code' ? sendSignInCode(payload) : showLockScreenCode(payload)
  const verify = (code: string) => transaction((tx) => verifyCode(tx, { ...attempt, code }))
  return { verify, run, attempt }
}

/** The same, with its job done. */
async function askedAndRun(typed: string, method: Method) {
  const sent = await asked(lender, typed, method)
  await sent.run()
  return sent
}

function codeIn(text: string | undefined): string {
  return /\b\d{6}\b/.exec(text ?? '')?.[0] ?? 'none'
}

test('the mailed code signs in; its subject tells a bystander nothing', async () => {
  const loan = await givenLoan(lender, installments)
  const { verify } = await askedAndRun(loan.loanNumber, 'email')
  const [mail] = mailbox.mails
  expect(mail?.from?.name).toBe('Serendib Mobile')
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
  const texts = outside.received as { path: string; body: { to: string; body: string } }[]
  expect(texts.map(({ path, body }) => [path, body.to])).toEqual([['/sms', '+94771110000']])
  expect(await verify(codeIn(texts[0]?.body.body))).toMatchObject({ ok: true })
  outside.received.length = 0
  const without = await givenLoan(lender, installments, { phone: '+94771234568' })
  await askedAndRun(without.loanNumber, 'sms')
  expect(outside.received).toEqual([])
})

test('nobody’s code goes nowhere', async () => {
  for (const method of ['email', 'sms', 'lock_screen'] as const)
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
    .selectFrom('journal')
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
    .selectFrom('journal')
    .select('detail')
    .where('action', '=', 'sign_in_code.not_taken')
    .where('subjectId', '=', loan.borrowerId)
    .execute()
  expect(lines).toEqual([{ detail: {} }])
})

test('one account is sent ten codes an hour at most, by whatever names it is asked for', async () => {
  const loan = await givenLoan(lender, installments)
  for (let time = 0; time < 12; time += 1) {
    await askedAndRun(time % 2 ? loan.loanNumber : loan.imei, 'email')
  }
  expect(mailbox.mails).toHaveLength(10)
})

type Shown = { path: string; body: { code?: string; body: string } }[]

test('the code is shown on each of the borrower’s locked phones, and signs in', async () => {
  const loan = await givenLoan(lender, installments)
  const { borrowerId } = loan
  await givenLoan(lender, installments, { borrowerId })
  await givenLoan(lender, installments, { borrowerId, lockState: 'unlocked' })
  const { verify } = await askedAndRun(loan.loanNumber, 'lock_screen')
  const shown = outside.received as Shown
  expect(shown).toHaveLength(2)
  expect(shown.every(({ path }) => path.endsWith('/messages'))).toBe(true)
  expect(await verify(shown[0]?.body.code ?? '')).toMatchObject({ ok: true, borrowerId })
})

test('who begins with an IMEI gets the code on that phone only', async () => {
  const loan = await givenLoan(lender, installments)
  await givenLoan(lender, installments, { borrowerId: loan.borrowerId })
  await askedAndRun(loan.imei, 'lock_screen')
  expect(outside.received).toHaveLength(1)
})

test('a lock service that is down is asked again; one that refuses for good is not', async () => {
  const loan = await givenLoan(lender, installments)
  outside.answer.status = 503
  await expect(askedAndRun(loan.loanNumber, 'lock_screen')).rejects.toThrow('provider_down')
  outside.answer.status = 404
  await askedAndRun(loan.loanNumber, 'lock_screen')
})

function casesOf(lenderId: string) {
  return database()
    .selectFrom('cases')
    .select(['kind', 'detail'])
    .where('lenderId', '=', lenderId)
    .where('closedAt', 'is', null)
    .execute()
}

describe.for([401, 403])('a key that is not taken (%i) is our fault, not the phone’s', (status) => {
  test('a text is tried again while its code is valid, and the desk is told once', async () => {
    const own = await givenLender()
    const loan = await givenLoan(own, installments, { nominatedPhone: '+94771110002' })
    outside.answer.status = status
    const { run, verify } = await asked(own, loan.loanNumber, 'sms')
    for (let time = 0; time < 12; time += 1) await expect(run()).rejects.toThrow(`(${status})`)
    const detail = { failure: `text not accepted (${status})` }
    expect(await casesOf(own.id)).toEqual([{ kind: 'sms_configuration', detail }])
    outside.answer.status = 200
    outside.received.length = 0
    await run()
    const [text] = outside.received as { body: { body: string } }[]
    expect(await verify(codeIn(text?.body.body))).toMatchObject({ ok: true })
  })

  test('a code for the lock screen, too', async () => {
    const own = await givenLender()
    await givenConnection(own)
    const loan = await givenLoan(own, installments)
    outside.answer.status = status
    const { run, verify } = await asked(own, loan.loanNumber, 'lock_screen')
    for (let time = 0; time < 12; time += 1)
      await expect(run()).rejects.toThrow(/auth_expired|config/)
    expect((await casesOf(own.id)).map(({ kind }) => kind)).toEqual(['mdm_configuration'])
    outside.answer.status = 200
    outside.received.length = 0
    await run()
    const [shown] = outside.received as Shown
    expect(await verify(shown?.body.code ?? '')).toMatchObject({ ok: true })
  })
})

test('a text that waited for our key until its code was over is not sent any more', async () => {
  const loan = await givenLoan(lender, installments, { nominatedPhone: '+94771110003' })
  outside.answer.status = 401
  const { run, attempt } = await asked(lender, loan.loanNumber, 'sms')
  await expect(run()).rejects.toThrow('(401)')
  outside.answer.status = 200
  outside.received.length = 0
  await database()
    .updateTable('challenges')
    .set({ expiresAt: Temporal.Now.instant() })
    .where('id', '=', attempt.challengeId)
    .execute()
  await run()
  expect(outside.received).toEqual([])
})
