import { expect, test } from 'vitest'
import { database } from '#lib/db/client.ts'
import { lenderById } from '#lib/db/lenders.ts'
import { transaction } from '#lib/db/transaction.ts'
import { purchaseOf } from '#lib/loans/purchase.ts'
import { statementByCode, statementOf } from '#lib/statements/queries.ts'
import { makeStatement } from '#lib/workflows/strangers/make-statement.ts'
import { makeVisitPack, packValidDays } from '#lib/workflows/strangers/make-visit-pack.ts'
import { twoLate } from '#tests/payments/given-payment.ts'
import { freshDatabase } from '#tests/support/database/database.ts'
import { type GivenLoan, givenLender, givenLoan } from '#tests/support/lender.ts'

await freshDatabase()

const now = Temporal.Now.instant().round('millisecond')
const { id: lenderId } = await givenLender()
const lender = await lenderById(database(), lenderId)

function make({ borrowerId, deviceId }: Pick<GivenLoan, 'borrowerId' | 'deviceId'>, at = now) {
  return transaction((tx) => makeVisitPack(tx, { lender, borrowerId, deviceId, now: at }))
}

async function made(loan: GivenLoan, at = now): Promise<string> {
  const pack = await make(loan, at)
  if (!('code' in pack)) throw new Error(pack.refusal)
  return pack.code
}

const read = (code: string, at = now) =>
  statementByCode(database(), lenderId, { text: code, now: at })

test('a pack states that the phone is financed, by whom and since when, and nobody’s name or debt', async () => {
  const loan = await givenLoan(lender, twoLate())
  const shown = await read(await made(loan))
  expect(shown).toMatchObject({
    validity: 'valid',
    linkCode: null,
    stated: { kind: 'financed', lender: lender.name, isPaidOff: false },
  })
  const purchase = await purchaseOf(database(), loan.borrowerId, loan.deviceId)
  if (!purchase) throw new Error('no purchase')
  expect(shown?.stated).toMatchObject({ firstDueOn: purchase.firstDueOn.toString() })
  const secrets = [purchase.name, purchase.loanNumber, purchase.imei ?? '', 'Minor']
  for (const own of secrets) expect(shown?.says).not.toContain(own)
})

test('it is in the audit log as the borrower’s', async () => {
  const loan = await givenLoan(lender, twoLate())
  await made(loan)
  const log = await database()
    .selectFrom('auditLog')
    .select(['action', 'subject', 'detail'])
    .where('actor', '=', `borrower:${loan.borrowerId}`)
    .execute()
  expect(log).toEqual([
    { action: 'statement.made', subject: 'statement', detail: { kind: 'financed' } },
  ])
})

test('a new one takes the place of the one before, and not of the statement for a buyer', async () => {
  const loan = await givenLoan(lender, twoLate())
  const madeBy = `borrower:${loan.borrowerId}`
  const about = { deviceId: loan.deviceId, madeBy, now }
  await transaction((tx) => makeStatement(tx, { lender, ...about }))
  const first = await made(loan)
  const second = await made(loan)
  expect((await read(first))?.validity).toBe('withdrawn')
  expect((await read(second))?.validity).toBe('valid')
  const forBuyer = await statementOf(database(), lenderId, about)
  expect(forBuyer).toMatchObject({ stated: { kind: 'owed' }, withdrawnAt: null })
  // And the other way round.
  await transaction((tx) => makeStatement(tx, { lender, ...about }))
  expect((await read(second))?.validity).toBe('valid')
})

test('it is not true any more once the loan is paid, or the phone went back; and it ends', async () => {
  const paid = await givenLoan(lender, twoLate())
  const code = await made(paid)
  await database()
    .updateTable('loans')
    .set({ outstandingMinor: 0n })
    .where('id', '=', paid.loanId)
    .execute()
  expect((await read(code))?.validity).toBe('changed')
  expect(await read(await made(paid))).toMatchObject({
    validity: 'valid',
    stated: { isPaidOff: true },
  })
  const back = await givenLoan(lender, twoLate())
  const before = await made(back)
  const later = now.add({ hours: packValidDays * 24 })
  expect((await read(before, later.subtract({ seconds: 1 })))?.validity).toBe('valid')
  expect((await read(before, later))?.validity).toBe('expired')
  await database()
    .updateTable('devices')
    .set({ handedBackAt: now })
    .where('id', '=', back.deviceId)
    .execute()
  expect((await read(before))?.validity).toBe('changed')
  expect(await make(back)).toEqual({ refusal: 'handed_back' })
})

test('nobody makes one of another’s phone', async () => {
  const mine = await givenLoan(lender, twoLate())
  const theirs = await givenLoan(lender, twoLate())
  expect(await make({ ...mine, deviceId: theirs.deviceId })).toEqual({ refusal: 'missing' })
  expect(await make({ ...mine, deviceId: 'no id' })).toEqual({ refusal: 'missing' })
  expect(await make(mine)).toMatchObject({ code: expect.any(String) })
})
