import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { database } from '#lib/db/client.ts'
import { freshDatabase } from '#tests/support/database/database.ts'
import { givenLender } from '#tests/support/lender.ts'
import { expectExactLedger, rowCounts } from './books.ts'
import {
  balancesOf,
  bookRow,
  connect,
  imeiOf,
  imported,
  loanOf,
  scheduleOf,
  toCsv,
} from './loan-book.ts'

await freshDatabase()
const lender = await givenLender({ slug: 'serendib' })
await connect(lender)
await connect(lender, 'manual')
const row = (serial: number, values = {}) => bookRow('serendib', serial, values)

const phoneOf = (loanId: string) =>
  database()
    .selectFrom('devices')
    .selectAll()
    .where('loanId', '=', loanId)
    .executeTakeFirstOrThrow()

test('a new loan arrives whole: borrower, phone, schedule and books', async () => {
  const text = row(1, {
    borrower_name: 'නිමාලි "Nimmi" පෙරේරා, කොළඹ',
    email: 'Nimali@Mail.Example',
    nominated_phone: '+94711111111',
    nickname: 'back\\slash',
    imei2: imeiOf(901),
    paid_elsewhere: '9225.00',
  })
  expect(await imported(`\ufeff${toCsv([text])}`)).toEqual([1, 0, 0])
  const loan = await loanOf(lender.id, 'L-1')
  const borrower = await database()
    .selectFrom('borrowers')
    .selectAll()
    .where('id', '=', loan.borrowerId)
    .executeTakeFirstOrThrow()
  expect(borrower).toMatchObject({
    customerNumber: 'C-1',
    name: 'නිමාලි "Nimmi" පෙරේරා, කොළඹ',
    email: 'nimali@mail.example',
    phone: '+94770000001',
    nominatedPhone: '+94711111111',
    locale: 'en',
  })
  expect(await phoneOf(loan.id)).toMatchObject({
    brand: 'Xiaomi',
    nickname: 'back\\slash',
    imei: imeiOf(1),
    imei2: imeiOf(901),
    provider: 'http',
    providerDeviceId: 'dev-1',
    lockState: 'unknown',
    borrowerId: borrower.id,
  })
  expect(await scheduleOf(loan.id)).toEqual(['1 2026-10-01 922500', '1 2026-11-01 922500'])
  expect(await balancesOf(lender.id, 'L-1')).toEqual([922_500n, 0n])
  expect(loan.paidElsewhereMinor).toBe(922_500n)
  await expectExactLedger()
})

test('importing the same file again changes nothing', async () => {
  const book = [row(10, { paid_elsewhere: '100' }), row(11)]
  expect(await imported(book)).toEqual([2, 0, 0])
  const before = await rowCounts()
  expect(await imported(book)).toEqual([0, 0, 2])
  expect(await rowCounts()).toEqual({ ...before, import_runs: (before.import_runs ?? 0) + 1 })
})

test('only what differs is updated, and the audit log names it', async () => {
  await imported([row(20), row(21)])
  const changed = row(21, { email: 'new@mail.example', model: '14T' })
  expect(await imported([row(20), changed])).toEqual([0, 1, 1])
  const loan = await loanOf(lender.id, 'L-21')
  expect(await phoneOf(loan.id)).toMatchObject({ model: '14T' })
  const lines = await database()
    .selectFrom('auditLog')
    .select(['action', 'detail'])
    .where('subjectId', '=', loan.id)
    .orderBy('id')
    .execute()
  expect(lines).toEqual([
    { action: 'loan.opened', detail: {} },
    { action: 'loan.updated', detail: { changed: 'email, model' } },
  ])
})

test('columns may come in any order, blank lines and CRLF do not matter', async () => {
  const header = Object.keys({
    ...row(25),
    paid_elsewhere: '',
    nickname: '',
    imei2: '',
    nominated_phone: '',
  })
  const text = toCsv([row(25)], header.toReversed()).replace('\r\n', '\r\n\r\n')
  expect(await imported(`${text}\r\n\r\n`)).toEqual([1, 0, 0])
})

test('a language left empty is the language of the lender', async () => {
  await imported([row(26, { language: '' })])
  expect(await imported([row(26, { language: 'en' })])).toEqual([0, 0, 1])
})

test('a file without loans changes nothing', async () => {
  expect(await imported(toCsv([]))).toEqual([0, 0, 0])
})

test('phones may change places between two loans of the file', async () => {
  await imported([row(40), row(41, { imei2: imeiOf(941) })])
  const other = { imei: imeiOf(41), imei2: imeiOf(941), provider_device_id: 'dev-41' }
  const swapped = [row(40, other), row(41, { imei: imeiOf(40), provider_device_id: 'dev-40' })]
  expect(await imported(swapped)).toEqual([0, 2, 0])
  expect(await phoneOf((await loanOf(lender.id, 'L-40')).id)).toMatchObject({
    imei: imeiOf(41),
    imei2: imeiOf(941),
    providerDeviceId: 'dev-41',
  })
})

test('another device has said nothing yet; the same device keeps what it said', async () => {
  await imported([row(42), row(43)])
  await database()
    .updateTable('devices')
    .set({ lockState: 'locked', lockStateAt: sql`now()`, otherLocks: ['sim_lock'] })
    .where('providerDeviceId', 'in', ['dev-42', 'dev-43'])
    .execute()
  await imported([row(42, { provider_device_id: 'dev-42-new' }), row(43, { model: '14T' })])
  expect(await phoneOf((await loanOf(lender.id, 'L-42')).id)).toMatchObject({
    lockState: 'unknown',
    lockStateAt: null,
    otherLocks: [],
  })
  expect(await phoneOf((await loanOf(lender.id, 'L-43')).id)).toMatchObject({ lockState: 'locked' })
})

test('a nickname in the file is a first one: what the borrower calls the phone stays', async () => {
  await imported([row(45, { nickname: 'Shop' })])
  const { id } = await loanOf(lender.id, 'L-45')
  await database()
    .updateTable('devices')
    .set({ nickname: 'Mine' })
    .where('loanId', '=', id)
    .execute()
  expect(await imported([row(45, { nickname: 'Shop' })])).toEqual([0, 0, 1])
  expect(await imported([row(45, { nickname: 'Shop', model: '14T' })])).toEqual([0, 1, 0])
  expect(await phoneOf(id)).toMatchObject({ nickname: 'Mine', model: '14T' })
})

test('a loan may pass to another borrower, its phone with it', async () => {
  await imported([row(44)])
  await imported([row(44, { customer_number: 'C-44b', borrower_name: 'Kamal Silva' })])
  const loan = await loanOf(lender.id, 'L-44')
  expect((await phoneOf(loan.id)).borrowerId).toBe(loan.borrowerId)
})

test('several phones belong to one borrower', async () => {
  const mine = { customer_number: 'C-50', email: 'fifty@mail.example', phone: '+94770000050' }
  expect(await imported([row(50, mine), row(51, mine)])).toEqual([2, 0, 0])
  const a = await loanOf(lender.id, 'L-50')
  const b = await loanOf(lender.id, 'L-51')
  expect(a.borrowerId).toBe(b.borrowerId)
})

test('one file may hold several lenders, and the same numbers do not meet', async () => {
  const second = await givenLender({ slug: 'norte', alone: true })
  await connect(second)
  expect(await imported([row(60), bookRow('norte', 60)])).toEqual([2, 0, 0])
  expect((await loanOf(second.id, 'L-60')).id).not.toBe((await loanOf(lender.id, 'L-60')).id)
  const runs = await database()
    .selectFrom('importRuns')
    .selectAll()
    .where('lenderId', '=', second.id)
    .execute()
  expect(runs).toMatchObject([{ fileName: 'book.csv', rows: 1, loansCreated: 1, loansUpdated: 0 }])
})
