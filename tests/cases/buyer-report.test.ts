import { expect, test } from 'vitest'
import { answerBuyer } from '#lib/cases/answer-buyer.ts'
import { buyerReportByCode, buyerReportOf } from '#lib/cases/buyer-report-of.ts'
import { closeCase } from '#lib/cases/change-case.ts'
import { keepBuyerReport } from '#lib/cases/keep-buyer-report.ts'
import { openCase } from '#lib/cases/open-case.ts'
import { caseOf } from '#lib/cases/queries.ts'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { workList } from '#lib/desk/work-list.ts'
import type { BuyerReport } from '#lib/domain/strangers/buyer-report.ts'
import { usualHours } from '#lib/domain/work.ts'
import { freshDatabase } from '#tests/support/database/database.ts'
import { givenLender, givenLoan } from '#tests/support/lender.ts'
import { givenStaff } from '#tests/support/staff.ts'

await freshDatabase()

const now = Temporal.Now.instant().round('millisecond')
const lender = await givenLender()
const other = await givenLender()
const staff = await givenStaff(lender, 'agent')
const loan = await givenLoan(lender, [['2026-01-01', 100n]], { number: 4_711 })

const written = (more: Partial<BuyerReport> = {}): BuyerReport => ({
  wish: 'pay_off',
  listing: 'market.example/123',
  note: '',
  email: null,
  imei: null,
  ...more,
})

async function given(more: Partial<BuyerReport> = {}) {
  const answerBy = now.add({ hours: 72 })
  const incoming = {
    lenderId: lender.id,
    report: written(more),
    locale: 'es',
    answerBy,
    now,
  } as const
  const code = await transaction((tx) => keepBuyerReport(tx, incoming))
  const report = await buyerReportByCode(database(), lender.id, code)
  if (!report) throw new Error('it is not there')
  return { code, caseId: report.caseId }
}

const act = (caseId: string) => ({
  lenderId: lender.id,
  caseId,
  staffId: staff.id,
  seenVersion: 1,
  now,
})

test('a message of a buyer is a case in a queue of its own, with the promised time', async () => {
  const { caseId } = await given()
  const list = { lenderId: lender.id, withinHours: usualHours, group: 'buyers' } as const
  const items = await workList(database(), list)
  expect(items.find(({ id }) => id === caseId)).toMatchObject({
    what: 'buyer_report',
    dueAt: now.add({ hours: 72 }),
    borrowerName: null,
  })
  const elsewhere = await workList(database(), { ...list, group: 'other' })
  expect(elsewhere.map(({ id }) => id)).not.toContain(caseId)
})

test('an IMEI of ours leads the desk to the loan, and the buyer to nothing', async () => {
  const device = await database()
    .selectFrom('devices')
    .select('imei')
    .where('id', '=', loan.deviceId)
    .executeTakeFirstOrThrow()
  const ours = await given({ imei: device.imei })
  const strangers = await given({ imei: '356981134200113' })
  const caseIn = ({ caseId }: { caseId: string }) => caseOf(database(), lender.id, caseId)
  expect(await caseIn(ours)).toMatchObject({ loanId: loan.loanId })
  expect(await caseIn(strangers)).toMatchObject({ loanId: null })
  const [a, b] = await Promise.all(
    [ours, strangers].map(({ code }) => buyerReportByCode(database(), lender.id, code)),
  )
  expect(Object.keys(a ?? {})).toEqual(Object.keys(b ?? {}))
  expect(JSON.stringify(a)).not.toContain(loan.loanId)
})

test('only its code opens it, at its own lender', async () => {
  const { code } = await given()
  expect(await buyerReportByCode(database(), lender.id, code.toLowerCase())).toBeDefined()
  expect(await buyerReportByCode(database(), other.id, code)).toBeUndefined()
  const last = code.endsWith('A') ? 'B' : 'A'
  expect(await buyerReportByCode(database(), lender.id, code.slice(0, -1) + last)).toBeUndefined()
})

test('no other case is answered as a buyer’s', async () => {
  const about = { lenderId: lender.id, loanId: loan.loanId, kind: 'notice_failed' } as const
  await transaction((tx) => openCase(tx, { ...about, dedupeKey: `notice_failed:${loan.loanId}` }))
  const { id } = await database()
    .selectFrom('cases')
    .select('id')
    .where('kind', '=', 'notice_failed')
    .where('loanId', '=', loan.loanId)
    .executeTakeFirstOrThrow()
  const answer = { finding: 'fair_sale', answer: 'Paid', note: null } as const
  expect(await transaction((tx) => answerBuyer(tx, { ...act(id), ...answer }))).toEqual({
    refusal: 'not_found',
  })
})

test('it is closed with an answer or not at all; the buyer reads the answer and not what was found', async () => {
  const { code, caseId } = await given()
  const closing = { ...act(caseId), note: 'Seen' }
  expect(await transaction((tx) => closeCase(tx, closing))).toEqual({ refusal: 'unanswered' })
  const answer = { finding: 'straw_purchase', answer: 'Puede pagarlo.' } as const
  const strange = { ...closing, ...answer, lenderId: other.id }
  expect(await transaction((tx) => answerBuyer(tx, strange))).toEqual({ refusal: 'not_found' })
  expect(await transaction((tx) => answerBuyer(tx, { ...closing, ...answer }))).toEqual({
    refusal: undefined,
  })
  const read = await buyerReportByCode(database(), lender.id, code)
  expect(read).toMatchObject({ answer: 'Puede pagarlo.', answeredAt: now })
  expect(JSON.stringify(read)).not.toContain('straw_purchase')
  expect(await buyerReportOf(database(), { lenderId: lender.id, caseId })).toMatchObject(answer)
  expect(await transaction((tx) => answerBuyer(tx, { ...closing, ...answer }))).toEqual({
    refusal: 'closed',
  })
})
