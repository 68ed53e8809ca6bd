import pg from 'pg'
import { expect, test, vi } from 'vitest'
import { type Method, methods } from '#lib/accounts/challenge.ts'
import { verifyRecoveryCode } from '#lib/accounts/recovery-codes.ts'
import { sendCode } from '#lib/accounts/send-code.ts'
import { verifyCode } from '#lib/accounts/verify-code.ts'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { freshDatabase } from '#tests/support/database/database.ts'
import { givenLender, givenLoan } from '#tests/support/lender.ts'
import { givenChallenge, lastJob, noon } from '#tests/support/sign-in.ts'

await freshDatabase()

const installments = [['2026-11-01', 100_00n]] as const
const lender = await givenLender()
const loan = await givenLoan(lender, installments, {
  email: 'nimali@mail.example',
  phone: '+94771234567',
  nominatedPhone: '+94771110000',
})

function challengeRow(id: string) {
  return database()
    .selectFrom('challenges')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
}

test.each([
  ['the loan number', () => loan.loanNumber.toLowerCase()],
  ['the loan number without its dash', () => loan.loanNumber.replace('-', '')],
  ['the loan number with a longer dash', () => ` ${loan.loanNumber.replace('-', ' – ')}.`],
  ['the e-mail address', () => 'NIMALI@mail.example'],
  ['the phone number', () => '077 123 4567'],
  ['the nominated number', () => '+94 77 111 0000'],
  ['the phone number with its zero in brackets', () => '+94 (0)77 123 4567'],
  ['the IMEI', () => loan.imei.replace(/(.{4})/g, '$1 ')],
  ['the IMEI with its version', () => `${loan.imei}/01`],
  ['the IMEISV', () => `${loan.imei.slice(0, 14)}75`],
])('%s finds the borrower', async (_name, typed) => {
  const row = await challengeRow(await givenChallenge(lender.id, typed()))
  expect(row.borrowerId).toBe(loan.borrowerId)
})

test('an IMEI also names the phone on which a code may be shown', async () => {
  const row = await challengeRow(await givenChallenge(lender.id, loan.imei))
  expect(row.deviceId).toBe(loan.deviceId)
})

test('what has neither a letter nor a digit is nobody’s loan number, and asks for nothing', async () => {
  await givenLoan(lender, installments).then(({ loanId }) =>
    database().updateTable('loans').set({ loanNumber: '–' }).where('id', '=', loanId).execute(),
  )
  expect(() => givenChallenge(lender.id, '…')).toThrow('no_name')
  const row = await challengeRow(await givenChallenge(lender.id, `…${loan.loanNumber}`))
  expect(row.borrowerId).toBe(loan.borrowerId)
})

test('another lender’s borrower is nobody here', async () => {
  const elsewhere = await givenLender()
  for (const typed of [loan.loanNumber, 'nimali@mail.example', '+94771234567', loan.imei]) {
    const row = await challengeRow(await givenChallenge(elsewhere.id, typed))
    expect(row).toMatchObject({ borrowerId: null, deviceId: null, ambiguousBorrowerId: null })
  }
})

test('a contact that several borrowers share chooses none of them; an e-mail address gets advice', async () => {
  const shared = { email: 'family@mail.example', phone: '+94770000001' }
  await givenLoan(lender, installments, shared)
  await givenLoan(lender, installments, shared)
  const byEmail = await challengeRow(await givenChallenge(lender.id, shared.email))
  expect(byEmail.borrowerId).toBeNull()
  expect(byEmail.ambiguousBorrowerId).not.toBeNull()
  const byPhone = await challengeRow(await givenChallenge(lender.id, shared.phone))
  expect(byPhone).toMatchObject({ borrowerId: null, ambiguousBorrowerId: null })
})

/** Every statement that a whole sign-in sends to PostgreSQL, and what it gave back. */
async function wholeSignIn(typed: string, method: Method) {
  const query = vi.spyOn(pg.Client.prototype, 'query')
  const challengeId = await givenChallenge(lender.id, typed)
  const attempt = { challengeId, lenderId: lender.id, now: noon }
  const sent = await transaction((tx) => sendCode(tx, { ...attempt, method }))
  const verify = method === 'recovery_code' ? verifyRecoveryCode : verifyCode
  const verdict = await transaction((tx) => verify(tx, { ...attempt, code: 'XXXXXX' }))
  const statements = query.mock.calls.map(([first]) => textOf(first))
  query.mockRestore()
  return { statements, sent, verdict }
}

function textOf(query: unknown): string {
  return typeof query === 'string' ? query : String(Object(query).text)
}

test.each(methods)(
  'the same statements run and the same answers come whether or not the account exists: %s',
  async (method) => {
    const known = await wholeSignIn(loan.loanNumber, method)
    const unknown = await wholeSignIn('L-NOBODY', method)
    expect(unknown).toEqual(known)
    expect(known.statements.length).toBeGreaterThan(6)
  },
)

test('the queue gets a job of the same shape for nobody', async () => {
  const shapes: unknown[] = []
  for (const typed of [loan.loanNumber, 'L-NOBODY']) {
    const challengeId = await givenChallenge(lender.id, typed)
    await transaction((tx) =>
      sendCode(tx, { challengeId, lenderId: lender.id, method: 'email', now: noon }),
    )
    const { task, payload } = await lastJob()
    const fields = Object.entries(payload).map(([name, value]) => [name, value.length])
    shapes.push({ task, fields })
  }
  expect(shapes[1]).toEqual(shapes[0])
})
