import { expect, test } from 'vitest'
import {
  makeRecoveryCodes,
  recoverySheetOf,
  verifyRecoveryCode,
} from '#lib/accounts/recovery-codes.ts'
import { sendCode } from '#lib/accounts/send-code.ts'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { freshDatabase } from '#tests/support/database/database.ts'
import { type GivenLoan, givenLender, givenLoan } from '#tests/support/lender.ts'
import { givenChallenge, noon } from '#tests/support/sign-in.ts'

await freshDatabase()

const lender = await givenLender()
const loan = await givenLoan(lender, [['2026-11-01', 100_00n]])

async function makeSheet(owner: GivenLoan = loan) {
  const { lenderId, borrowerId } = owner
  const sheet = { lenderId, borrowerId, now: noon }
  return (await transaction((tx) => makeRecoveryCodes(tx, sheet))) ?? []
}

async function tryCode(code: string, typed = loan.loanNumber) {
  const challengeId = await givenChallenge(lender.id, typed)
  const attempt = { challengeId, lenderId: lender.id, now: noon }
  await transaction((tx) => sendCode(tx, { ...attempt, method: 'recovery_code' }))
  return transaction((tx) => verifyRecoveryCode(tx, { ...attempt, code }))
}

test('a sheet has eight different codes, and each signs in once', async () => {
  const codes = await makeSheet()
  expect(new Set(codes).size).toBe(8)
  for (const code of codes)
    expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){2}$/)
  const [first = ''] = codes
  expect(await tryCode(first)).toEqual({ ok: true, borrowerId: loan.borrowerId })
  expect(await tryCode(first)).toEqual({ ok: false, refusal: 'wrong', triesLeft: 4 })
  expect(await recoverySheetOf(database(), loan)).toEqual({ left: 7, madeAt: noon })
})

test('a code is read without dashes, in small letters, with O for 0 and l for 1', async () => {
  const codes = await makeSheet()
  const code = codes.find((each) => /[01]/.test(each)) ?? codes[0] ?? ''
  const sloppy = code.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l')
  expect(await tryCode(sloppy)).toMatchObject({ ok: true })
})

test('a code may be pasted with its number and words around it; half of one costs no try', async () => {
  const [code = ''] = await makeSheet()
  expect(await tryCode(code.slice(0, 9))).toEqual({ ok: false, refusal: 'not_a_code' })
  expect(await tryCode(`My code 3. ${code}, thanks`)).toMatchObject({ ok: true })
})

test('a new sheet makes the old one worthless', async () => {
  const [old = ''] = await makeSheet()
  await makeSheet()
  expect(await tryCode(old)).toMatchObject({ refusal: 'wrong' })
})

test('a sheet that can be used is not lost before its owner was asked', async () => {
  const owner = await givenLoan(lender, [['2026-11-01', 100_00n]])
  const [old = ''] = await makeSheet(owner)
  const { lenderId, borrowerId } = owner
  const makeLater = (replaces?: bigint) => {
    const sheet = { lenderId, borrowerId, now: noon.add({ minutes: 5 }), replaces }
    return transaction((tx) => makeRecoveryCodes(tx, sheet))
  }
  expect(await makeLater()).toBeUndefined()
  // Agreed to for another sheet, one that was there before.
  expect(await makeLater(BigInt(noon.epochMilliseconds) - 1n)).toBeUndefined()
  expect(await recoverySheetOf(database(), owner)).toEqual({ left: 8, madeAt: noon })
  expect(await makeLater(BigInt(noon.epochMilliseconds))).toHaveLength(8)
  expect(await tryCode(old, owner.loanNumber)).toMatchObject({ refusal: 'wrong' })
})

test('a sheet whose codes are all used is replaced without a question', async () => {
  const owner = await givenLoan(lender, [['2026-11-01', 100_00n]])
  for (const code of await makeSheet(owner)) await tryCode(code, owner.loanNumber)
  const { lenderId, borrowerId } = owner
  const sheet = { lenderId, borrowerId, now: noon.add({ hours: 1 }) }
  expect(await transaction((tx) => makeRecoveryCodes(tx, sheet))).toHaveLength(8)
})

test('two sheets asked for at once leave one sheet', async () => {
  await Promise.all([makeSheet(), makeSheet()])
  expect(await recoverySheetOf(database(), loan)).toMatchObject({ left: 8 })
})

test('a code is nothing for another borrower', async () => {
  const other = await givenLoan(lender, [['2026-11-01', 100_00n]])
  const [code = ''] = await makeSheet()
  expect(await tryCode(code, other.loanNumber)).toMatchObject({ refusal: 'wrong' })
  expect(await tryCode(code, 'L-NOBODY')).toMatchObject({ refusal: 'wrong' })
  expect(await recoverySheetOf(database(), other)).toBeUndefined()
})

test('one code tried in twenty sign-ins at once signs in once', async () => {
  const [code = ''] = await makeSheet()
  const verdicts = await Promise.all(Array.from({ length: 20 }, () => tryCode(code)))
  expect(verdicts.filter((verdict) => verdict.ok)).toHaveLength(1)
})

test('wrong recovery codes are counted like any others', async () => {
  const [code = ''] = await makeSheet()
  const challengeId = await givenChallenge(lender.id, loan.loanNumber)
  const attempt = { challengeId, lenderId: lender.id, now: noon }
  const verify = (typed: string) =>
    transaction((tx) => verifyRecoveryCode(tx, { ...attempt, code: typed }))
  for (let tries = 0; tries < 5; tries += 1) await verify('AAAA-AAAA-AAAA')
  expect(await verify(code)).toEqual({ ok: false, refusal: 'too_many' })
})

test('only hashes of the codes are kept', async () => {
  const [code = ''] = await makeSheet()
  const rows = await database().selectFrom('recoveryCodes').selectAll().execute()
  const kept = rows.map((row) => row.codeHash.toString('latin1')).join()
  expect(kept).not.toContain(code.replaceAll('-', ''))
})
