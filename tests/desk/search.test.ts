import fc from 'fast-check'
import { expect, test } from 'vitest'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { searchLoans, shortName } from '#lib/desk/search.ts'
import { readSearch } from '#lib/desk/search-terms.ts'
import { makePayLink, revokePayLink } from '#lib/payments/links/pay-link.ts'
import { freshDatabase } from '#tests/support/database/database.ts'
import { givenLender, givenLoan } from '#tests/support/lender.ts'

await freshDatabase()

const lender = await givenLender()
const phone = '+94771234567'
const schedule = [['2026-11-01', 100_000n]] as const
const loan = await givenLoan(lender, schedule, { phone, email: 'nimali@mail.example' })
const sameName = await givenLoan(lender, schedule, { phone, name: 'Ruwan Perera' })
const abroad = await givenLender()
const stranger = await givenLoan(abroad, schedule, { phone, email: 'nimali@mail.example' })
const imei2 = stranger.imei
await database().updateTable('devices').set({ imei2 }).where('id', '=', loan.deviceId).execute()
for (const one of [loan, stranger]) {
  const named = { nickname: 'Mum’s phone' }
  await database().updateTable('devices').set(named).where('id', '=', one.deviceId).execute()
  const known = { customerNumber: 'KD-00 417' }
  await database().updateTable('borrowers').set(known).where('id', '=', one.borrowerId).execute()
}

async function find(typed: string) {
  const reading = readSearch(typed, 'LK')
  if (!reading.ok) return reading.refusal
  const found = await searchLoans(database(), lender.id, reading.terms)
  return found.map(({ loanId, by }) => [loanId, by])
}

test.each([
  ['an IMEI', () => loan.imei, 'imei'],
  ['an IMEI with spaces', () => loan.imei.replace(/(.{4})/g, '$1 '), 'imei'],
  ['the second IMEI', () => imei2, 'imei'],
  ['an e-mail address', () => ' Nimali@Mail.example ', 'email'],
  ['a loan number', () => loan.loanNumber.toLowerCase(), 'loan_number'],
  ['a loan number without its dash', () => loan.loanNumber.replace('-', ''), 'loan_number'],
  ['a loan number with a longer dash', () => loan.loanNumber.replace('-', ' – '), 'loan_number'],
  ['a customer number', () => 'KD-00 417', 'customer_number'],
  ['a customer number as somebody says it', () => 'kd 00417', 'customer_number'],
  ['the name of the phone', () => "mum's phone", 'nickname'],
  ['an IMEI with the version after it', () => `IMEI/01: ${loan.imei}/01`, 'imei'],
  ['an IMEISV', () => `${loan.imei.slice(0, 14)}75`, 'imei'],
])('%s finds the loan', async (_, typed, by) => {
  expect(await find(typed())).toEqual([[loan.loanId, by]])
})

test.each(['+94 77 123 4567', '+94 (0)77 123 4567', '0771234567', '0094-77-1234567', '٠٧٧١٢٣٤٥٦٧'])(
  '%s finds both who have this number, and nobody of another lender',
  async (typed) => {
    const found = await find(typed)
    expect(found).toHaveLength(2)
    expect(found).toEqual(
      expect.arrayContaining([
        [loan.loanId, 'phone'],
        [sameName.loanId, 'phone'],
      ]),
    )
  },
)

test('the reference of anything that belongs to a loan finds it', async () => {
  const base = { lenderId: lender.id, loanId: loan.loanId }
  const plan = { ...base, state: 'refused', reference: 'PAN0-0001', askedBy: 'x' } as const
  await database().insertInto('plans').values(plan).execute()
  const unlock = {
    ...base,
    deviceId: loan.deviceId,
    reference: 'VN10-0002',
    intent: 'release',
  } as const
  const asked = { idempotencyKey: 'k', cause: 'staff', causeId: 'c' } as const
  const deadlineAt = Temporal.Now.instant()
  const { id: unlockId } = await database()
    .insertInto('unlocks')
    .values({ ...unlock, ...asked, deadlineAt })
    .returning('id')
    .executeTakeFirstOrThrow()
  const ofUnlock = { lenderId: lender.id, unlockId, reference: 'CASE-0003', kind: 'unlock_late' }
  await database()
    .insertInto('cases')
    .values({ ...ofUnlock, dedupeKey: 'd' })
    .execute()
  for (const typed of ['PAN0-0001', 'pano 0001', 'vnl0-ooo2', 'case0003'])
    expect(await find(typed), typed).toEqual([[loan.loanId, 'reference']])
})

test('the code under the QR of a lock screen finds it, alone and in its address; a replaced one says so', async () => {
  const link = { lenderId: lender.id, deviceId: loan.deviceId, actor: 'keyturn' }
  const linked = (of: typeof link) => transaction((tx) => makePayLink(tx, of))
  const old = await linked(link)
  await transaction((tx) => revokePayLink(tx, { ...link, now: Temporal.Now.instant() }))
  const code = await linked(link)
  const theirs = await linked({ ...link, lenderId: abroad.id, deviceId: stranger.deviceId })
  const readOut = code.toLowerCase().replace(/(.{4})/g, '$1 ')
  const address = `https://serendib.example/p/${code}`
  for (const typed of [code, readOut, address, `${address}?utm=x`, `${address}/`, `(${address}).`])
    expect(await find(typed), typed).toEqual([[loan.loanId, 'pay_link']])
  for (const typed of [old, `serendib.example/p/${old}`])
    expect(await find(typed), typed).toEqual([[loan.loanId, 'pay_link_ended']])
  for (const typed of [theirs, `https://serendib.example/p/${theirs}`, code.slice(1)])
    expect(await find(typed), typed).toEqual([])
})

test.each([
  ['', 'missing'],
  ['  \u200f ', 'missing'],
  ['x'.repeat(300), 'too_long'],
])('%j: %s', async (typed, refusal) => {
  expect(await find(typed)).toBe(refusal)
})

test('a loan number of fifteen digits is found, though it looks like a mistyped IMEI', async () => {
  const typed = '350000000000001'
  expect(readSearch(typed, 'LK')).toMatchObject({ ok: true, isMistypedImei: true })
  expect(await find(typed)).toEqual([])
  await database()
    .updateTable('loans')
    .set({ loanNumber: typed })
    .where('id', '=', sameName.loanId)
    .execute()
  expect(await find(typed)).toEqual([[sameName.loanId, 'loan_number']])
})

test('whatever is typed, something is answered', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'binary' }), async (typed) => {
      expect(typeof (await find(typed))).toMatch(/string|object/)
    }),
    { numRuns: 50 },
  )
})

test.each([
  ['Nimali Perera', 'Nimali P.'],
  ['Nimali', 'Nimali'],
  ['José María de la Cruz', 'José C.'],
])('%s is listed as %s', (name, short) => {
  expect(shortName(name)).toBe(short)
})
