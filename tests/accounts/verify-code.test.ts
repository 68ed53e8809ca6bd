import { expect, test } from 'vitest'
import { sendCode } from '#lib/accounts/send-code.ts'
import { type TypedCode, verifyCode } from '#lib/accounts/verify-code.ts'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { freshDatabase } from '#tests/support/database/database.ts'
import { givenLender, givenLoan } from '#tests/support/lender.ts'
import { givenChallenge, givenCode, lastJob, noon } from '#tests/support/sign-in.ts'

await freshDatabase()

const lender = await givenLender()
const loan = await givenLoan(lender, [['2026-11-01', 100_00n]])

async function signInUnderWay() {
  const challengeId = await givenChallenge(lender.id, loan.loanNumber)
  const code = await givenCode({ challengeId, lenderId: lender.id })
  return { challengeId, lenderId: lender.id, code, now: noon }
}

function verify(typed: TypedCode) {
  return transaction((tx) => verifyCode(tx, typed))
}

function wrongFor(code: string) {
  return code === '000000' ? '000001' : '000000'
}

test('the code signs in whoever answers to the loan number, and only once', async () => {
  const typed = await signInUnderWay()
  expect(await verify(typed)).toEqual({ ok: true, borrowerId: loan.borrowerId })
  expect(await verify(typed)).toEqual({ ok: false, refusal: 'used' })
})

test('a code may be pasted with spaces, dashes and Arabic digits', async () => {
  const typed = await signInUnderWay()
  const arabic = [...typed.code].map((digit) => String.fromCodePoint(0x660 + Number(digit)))
  const pasted = `\u200f ${arabic.slice(0, 3).join('')}–${arabic.slice(3).join(' ')}\n`
  expect(await verify({ ...typed, code: pasted })).toMatchObject({ ok: true })
})

test('the whole message may be pasted', async () => {
  const typed = await signInUnderWay()
  const code = `Your code is ${typed.code.slice(0, 3)} ${typed.code.slice(3)}. It works until 14:05.`
  expect(await verify({ ...typed, code })).toMatchObject({ ok: true })
})

test('what is no code is said to be none, and costs no try', async () => {
  const typed = await signInUnderWay()
  for (const code of ['', 'hello', '12345', '1234567', '111111 or 222222'])
    expect(await verify({ ...typed, code })).toEqual({ ok: false, refusal: 'not_a_code' })
  expect(await verify({ ...typed, code: wrongFor(typed.code) })).toMatchObject({ triesLeft: 4 })
})

test('each wrong try says how many are left, and after five the right code is refused too', async () => {
  const typed = await signInUnderWay()
  const wrong = { ...typed, code: wrongFor(typed.code) }
  for (const triesLeft of [4, 3, 2, 1, 0]) {
    expect(await verify(wrong)).toEqual({ ok: false, refusal: 'wrong', triesLeft })
  }
  expect(await verify(typed)).toEqual({ ok: false, refusal: 'too_many' })
})

test('two hundred tries at once still cost five', async () => {
  const typed = await signInUnderWay()
  const wrong = { ...typed, code: wrongFor(typed.code) }
  const verdicts = await Promise.all(Array.from({ length: 200 }, () => verify(wrong)))
  const refusals = verdicts.map((verdict) => (verdict.ok ? 'ok' : verdict.refusal))
  expect(refusals.filter((refusal) => refusal === 'wrong')).toHaveLength(5)
  expect(refusals.filter((refusal) => refusal === 'too_many')).toHaveLength(195)
})

test('the right code sent twenty times at once signs in once', async () => {
  const typed = await signInUnderWay()
  const verdicts = await Promise.all(Array.from({ length: 20 }, () => verify(typed)))
  expect(verdicts.filter((verdict) => verdict.ok)).toHaveLength(1)
})

test('a code ends after ten minutes', async () => {
  const typed = await signInUnderWay()
  const late = { ...typed, now: noon.add({ minutes: 10 }) }
  expect(await verify(late)).toEqual({ ok: false, refusal: 'expired' })
  expect(await verify({ ...typed, now: noon.add({ seconds: 599 }) })).toMatchObject({ ok: true })
})

test('a new code voids the one before it and brings five new tries', async () => {
  const typed = await signInUnderWay()
  await verify({ ...typed, code: wrongFor(typed.code) })
  let next = typed.code
  while (next === typed.code) next = await givenCode(typed)
  expect(await verify(typed)).toEqual({ ok: false, refusal: 'wrong', triesLeft: 4 })
  expect(await verify({ ...typed, code: next })).toMatchObject({ ok: true })
})

test('the code of one sign-in is nothing in another', async () => {
  const mine = await signInUnderWay()
  const other = await signInUnderWay()
  if (mine.code === other.code) return
  expect(await verify({ ...mine, challengeId: other.challengeId })).toMatchObject({
    refusal: 'wrong',
  })
})

test('a sign-in at one lender is nothing under another lender’s host', async () => {
  const typed = await signInUnderWay()
  const elsewhere = await givenLender()
  expect(await verify({ ...typed, lenderId: elsewhere.id })).toEqual({
    ok: false,
    refusal: 'expired',
  })
  const asked = { ...typed, lenderId: elsewhere.id, method: 'email' as const }
  expect(await transaction((tx) => sendCode(tx, asked))).toBe(false)
  expect(await verify(typed)).toMatchObject({ ok: true })
})

test('even the right code of a sign-in of nobody signs nobody in', async () => {
  const challengeId = await givenChallenge(lender.id, 'L-UNKNOWN')
  const code = await givenCode({ challengeId, lenderId: lender.id })
  const typed = { challengeId, lenderId: lender.id, code, now: noon }
  expect(await verify(typed)).toEqual({ ok: false, refusal: 'wrong', triesLeft: 4 })
})

test('after a finished sign-in, or half an hour, no more codes are sent for it', async () => {
  const typed = await signInUnderWay()
  const asked = { ...typed, method: 'email' as const, now: noon.add({ minutes: 30 }) }
  expect(await transaction((tx) => sendCode(tx, asked))).toBe(false)
  await verify(typed)
  expect(await transaction((tx) => sendCode(tx, { ...asked, now: noon }))).toBe(false)
})

test('neither the table nor the queue holds a code that can be read', async () => {
  const typed = await signInUnderWay()
  const row = await database()
    .selectFrom('challenges')
    .selectAll()
    .where('id', '=', typed.challengeId)
    .executeTakeFirstOrThrow()
  const { payload } = await lastJob()
  expect(JSON.stringify([row.codeHash?.toString(), payload])).not.toContain(typed.code)
})
