import { expect, test } from 'vitest'
import { database } from '#lib/db/client.ts'
import { lenderById } from '#lib/db/lenders.ts'
import { transaction } from '#lib/db/transaction.ts'
import { imeiTail } from '#lib/domain/identity/imei.ts'
import type { LockState } from '#lib/domain/lock/unlock.ts'
import { payLinkByCode } from '#lib/payments/links/pay-link.ts'
import { isSignedBy } from '#lib/sign.ts'
import { statementByCode, statementKeysOf, statementOf } from '#lib/statements/queries.ts'
import { makeStatement, takeBackStatement } from '#lib/workflows/strangers/make-statement.ts'
import { paid, twoLate } from '#tests/payments/given-payment.ts'
import { freshDatabase } from '#tests/support/database/database.ts'
import { type GivenLoan, givenLender, givenLoan } from '#tests/support/lender.ts'
import { disputeNews, tell } from '#tests/support/stripe-events.ts'

await freshDatabase()

const now = Temporal.Now.instant().round('millisecond')
const settlement = { rebatePercent: 5, validDays: 3, byOthers: true }
const { id: lenderId } = await givenLender({ policy: { settlement } })
const lender = await lenderById(database(), lenderId)
const other = await lenderById(database(), (await givenLender()).id)

const byOwner = ({ borrowerId }: GivenLoan) => `borrower:${borrowerId}`

function state(loan: GivenLoan, more: { onlyFree?: boolean; of?: typeof lender } = {}) {
  const { of = lender, ...rest } = more
  const wanted = { lender: of, deviceId: loan.deviceId, madeBy: byOwner(loan), now, ...rest }
  return transaction((tx) => makeStatement(tx, wanted))
}

async function read(code: string, at = now) {
  return statementByCode(database(), lenderId, { text: code, now: at })
}

async function made(loan: GivenLoan): Promise<string> {
  const statement = await state(loan)
  if (!('code' in statement)) throw new Error(statement.refusal)
  return statement.code
}

async function setLock({ deviceId }: GivenLoan, lockState: LockState): Promise<void> {
  await database()
    .updateTable('devices')
    .set({ lockState, lockStateAt: now })
    .where('id', '=', deviceId)
    .execute()
}

/** A loan that owes nothing any more. */
async function paidOff(): Promise<GivenLoan> {
  const loan = await givenLoan(lender, twoLate())
  const { loanId } = loan
  await database()
    .updateTable('loans')
    .set({ outstandingMinor: 0n })
    .where('id', '=', loanId)
    .execute()
  return loan
}

test('what ends a loan is stated with its day and its link, signed, without the owner', async () => {
  const loan = await givenLoan(lender, twoLate())
  const code = await made(loan)
  const shown = await read(code)
  expect(shown).toMatchObject({ validity: 'valid', stated: { kind: 'owed', code } })
  const { says, signature, keyName, linkCode } = shown ?? {}
  const keys = await statementKeysOf(database(), lenderId)
  const key = keys.find(({ name }) => name === keyName)
  const bytes = Buffer.from(signature ?? '', 'base64url')
  expect(isSignedBy(says ?? '', bytes, key?.publicKey ?? Buffer.alloc(32))).toBe(true)
  const device = await database()
    .selectFrom('devices')
    .innerJoin('borrowers', 'borrowers.id', 'devices.borrowerId')
    .innerJoin('loans', 'loans.id', 'devices.loanId')
    .select(['devices.imei', 'borrowers.name', 'loans.loanNumber'])
    .where('devices.id', '=', loan.deviceId)
    .executeTakeFirstOrThrow()
  expect(says).toContain(imeiTail(device.imei ?? ''))
  for (const own of [device.imei, device.name, device.loanNumber]) expect(says).not.toContain(own)
  expect(await payLinkByCode(database(), lenderId, linkCode ?? '')).toMatchObject({
    purpose: 'settlement',
    loanId: loan.loanId,
  })
  expect(await read(code, now.add({ hours: 24 * 30 }))).toMatchObject({ validity: 'expired' })
})

test('a paid phone is free once it is released, not before; and not any more when it is not', async () => {
  const loan = await paidOff()
  await setLock(loan, 'unlocked')
  expect(await state(loan)).toEqual({ refusal: 'not_yet' })
  await setLock(loan, 'released')
  const code = await made(loan)
  expect(await read(code)).toMatchObject({ validity: 'valid', stated: { kind: 'free' } })
  await setLock(loan, 'locked')
  expect(await read(code)).toMatchObject({ validity: 'changed' })
})

test('one stands at a time; taken back, it says so and its link ends', async () => {
  const loan = await givenLoan(lender, twoLate())
  const first = await made(loan)
  const link = (await read(first))?.linkCode ?? ''
  const second = await made(loan)
  expect(await read(first)).toMatchObject({ validity: 'withdrawn', linkCode: null })
  expect(await payLinkByCode(database(), lenderId, link)).toBeUndefined()
  const taken = { lender, deviceId: loan.deviceId, madeBy: byOwner(loan), now, loan }
  await transaction((tx) => takeBackStatement(tx, { ...taken, madeBy: 'borrower:somebody' }))
  expect(await read(second)).toMatchObject({ validity: 'valid' })
  await transaction((tx) => takeBackStatement(tx, taken))
  expect(await read(second)).toMatchObject({ validity: 'withdrawn' })
  const about = { deviceId: loan.deviceId, madeBy: byOwner(loan), now }
  expect(await statementOf(database(), lenderId, about)).toBeUndefined()
})

test('an amount that is not the one any more is not stated any more', async () => {
  const loan = await givenLoan(lender, twoLate())
  const code = await made(loan)
  await paid(loan)
  expect(await read(code)).toMatchObject({ validity: 'changed', linkCode: null })
  expect(await read(await made(loan))).toMatchObject({ validity: 'valid' })
})

test('while a bank may take money back no amount is said to end the loan', async () => {
  const loan = await givenLoan(lender, twoLate())
  const asked = await paid(loan)
  const code = await made(loan)
  expect(await read(code)).toMatchObject({ validity: 'valid' })
  await tell(disputeNews('created', asked))
  expect(await read(code)).toMatchObject({ validity: 'changed', linkCode: null })
  expect(await state(loan)).toEqual({ refusal: 'disputed' })
})

test('what was changed in the database does not pass', async () => {
  const code = await made(await givenLoan(lender, twoLate()))
  const { says } = await database()
    .selectFrom('statements')
    .select('says')
    .where('code', '=', code)
    .executeTakeFirstOrThrow()
  const changed = says.replace(/"amountMinor":"\d+"/, '"amountMinor":"1"')
  expect(changed).not.toBe(says)
  await database()
    .updateTable('statements')
    .set({ says: changed })
    .where('code', '=', code)
    .execute()
  expect(await read(code)).toMatchObject({ validity: 'not_genuine' })
})

test('another lender states nothing about it and opens no code of it; who only wants it free is told no amount', async () => {
  const loan = await givenLoan(lender, twoLate())
  expect(await state(loan, { of: other })).toEqual({ refusal: 'missing' })
  expect(await state(loan, { onlyFree: true })).toEqual({ refusal: 'no_amount' })
  const code = await made(loan)
  expect(await statementByCode(database(), other.id, { text: code, now })).toBeUndefined()
  expect(await read(`${code.slice(0, -1)}${code.endsWith('A') ? 'B' : 'A'}`)).toBeUndefined()
})

test('where the lender lets nobody else pay, the amount is stated without a link', async () => {
  const loan = await givenLoan(other, twoLate())
  const wanted = { lender: other, deviceId: loan.deviceId, madeBy: byOwner(loan), now }
  const statement = await transaction((tx) => makeStatement(tx, wanted))
  const code = 'code' in statement ? statement.code : ''
  const shown = await statementByCode(database(), other.id, { text: code, now })
  expect(shown).toMatchObject({ validity: 'valid', linkCode: null, stated: { kind: 'owed' } })
})
