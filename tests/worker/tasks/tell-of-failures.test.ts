import { afterAll, beforeEach, expect, test } from 'vitest'
import { sendCode } from '#lib/accounts/send-code.ts'
import { verifyCode } from '#lib/accounts/verify-code.ts'
import { database } from '#lib/db/client.ts'
import { takeFailures } from '#lib/db/sign-in-failures.ts'
import { transaction } from '#lib/db/transaction.ts'
import { noteRefused } from '#lib/staff/sign-in.ts'
import tellOfFailures from '#lib/worker/tasks/tell-of-failures.ts'
import { freshDatabase } from '#tests/support/database/database.ts'
import { givenLender, givenLoan } from '#tests/support/lender.ts'
import { startMailServer } from '#tests/support/servers/mail-server.ts'
import { givenChallenge } from '#tests/support/sign-in.ts'
import { givenStaff } from '#tests/support/staff.ts'

await freshDatabase()
const mailbox = await startMailServer()
afterAll(() => mailbox.stop())
beforeEach(() => {
  mailbox.mails.length = 0
})
const lender = await givenLender()
const installments = [['2026-11-01', 100_00n]] as const
const now = Temporal.Now.instant()

async function wrongCodes(typed: string, times: number): Promise<void> {
  const challengeId = await givenChallenge(lender.id, typed, now)
  const asked = { challengeId, lenderId: lender.id, now }
  for (let time = 0; time < times; time += 1) {
    if (time % 5 === 0) await transaction((tx) => sendCode(tx, { ...asked, method: 'email' }))
    await transaction((tx) => verifyCode(tx, { ...asked, code: '000 000 000' }))
  }
}

const told = () => mailbox.mails.map(({ to, subject, text }) => [to?.[0]?.address, subject, text])

test('five wrong codes are told to the owner, by whatever names they were tried, once; a neighbour hears nothing', async () => {
  const loan = await givenLoan(lender, installments, { email: 'nimali@mail.example' })
  const neighbour = await givenLoan(lender, installments)
  await wrongCodes(loan.loanNumber, 3)
  await wrongCodes(neighbour.loanNumber, 2)
  await tellOfFailures()
  expect(told()).toEqual([])
  await wrongCodes(loan.imei, 2)
  await tellOfFailures()
  await wrongCodes(loan.imei, 9)
  await tellOfFailures()
  expect(told()).toEqual([
    ['nimali@mail.example', 'Somebody tried to sign in', expect.stringContaining('typed 5 times')],
  ])
  expect(mailbox.mails[0]).toMatchObject({
    from: { name: 'Serendib Mobile' },
    replyTo: [{ address: 'help@serendib.example' }],
  })
  const account = { lenderId: lender.id, subject: 'borrower', subjectId: loan.borrowerId } as const
  expect(await transaction((tx) => takeFailures(tx, account))).toBe(14)
  expect(await transaction((tx) => takeFailures(tx, account))).toBe(0)
  const other = { ...account, subjectId: neighbour.borrowerId }
  expect(await transaction((tx) => takeFailures(tx, other))).toBe(2)
})

test('names that nobody has are counted in the same way, and nobody is written to', async () => {
  await wrongCodes('L-NOBODY', 10)
  await tellOfFailures()
  expect(told()).toEqual([])
  const rows = await database()
    .selectFrom('signInFailures')
    .selectAll()
    .where('failures', '>', 1)
    .execute()
  expect(rows.map(({ failures }) => failures)).toEqual([10])
  expect(JSON.stringify(rows)).not.toContain('NOBODY')
})

test('somebody of the staff is told, in their own language', async () => {
  const staff = await givenStaff(lender, 'agent', { email: 'amara@lender.example' })
  await database().updateTable('staff').set({ locale: 'es' }).where('id', '=', staff.id).execute()
  const refused = { lenderId: lender.id, staffId: staff.id, why: 'password', now } as const
  for (let time = 0; time < 7; time += 1) await transaction((tx) => noteRefused(tx, refused))
  await tellOfFailures()
  expect(told()).toEqual([
    ['amara@lender.example', 'Alguien intentó entrar', expect.stringContaining('fallaron 7')],
  ])
})

test('a mail that could not leave is tried again in the next round', async () => {
  const loan = await givenLoan(lender, installments, { email: 'ruwan@mail.example' })
  await wrongCodes(loan.loanNumber, 5)
  mailbox.refuse.status = 451
  await tellOfFailures()
  mailbox.refuse.status = undefined
  expect(told()).toEqual([])
  await tellOfFailures()
  expect(told().map(([to]) => to)).toEqual(['ruwan@mail.example'])
})
