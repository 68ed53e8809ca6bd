import { expect, test } from 'vitest'
import { cellsOf } from '#app/desk/loans/[loanId]/lists.ts'
import { writeAuditLog } from '#lib/db/audit-log.ts'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { type AuditLogFilter, auditLogList } from '#lib/desk/audit-log-list.ts'
import { auditLogOfLoan } from '#lib/desk/loan-affairs.ts'
import { loanRecord } from '#lib/desk/loan-record.ts'
import { twoWhoAgreed } from '#tests/approvals/given-agreed.ts'
import { open, twoLate } from '#tests/payments/given-payment.ts'
import { freshDatabase } from '#tests/support/database/database.ts'
import { givenLender, givenLoan } from '#tests/support/lender.ts'

await freshDatabase()
const lender = await givenLender()
const loan = await givenLoan(lender, twoLate())
const other = await givenLoan(lender, twoLate())
const { paymentId } = await open(loan)

const line = (subject: 'loan' | 'payment', subjectId: string, detail = {}) =>
  transaction((tx) =>
    writeAuditLog(tx, {
      lenderId: lender.id,
      actor: 'staff:test',
      action: 'loan.viewed',
      subject,
      subjectId,
      detail,
    }),
  )
await line('loan', loan.loanId)
await line('payment', paymentId)
await line('loan', other.loanId)

const found = async (filter: Partial<AuditLogFilter>) => {
  const lines = await auditLogList(database(), { lenderId: lender.id, ...filter })
  return lines.filter(({ actor }) => actor === 'staff:test').map(({ subjectId }) => subjectId)
}

test('is searched by an id, by its end as the pages show it, and by the number of a loan', async () => {
  expect(await found({ about: paymentId })).toEqual([paymentId])
  expect(await found({ about: `…${paymentId.slice(-6)}` })).toEqual([paymentId])
  expect(await found({ about: paymentId.slice(-6).toUpperCase() })).toEqual([paymentId])
  expect(await found({ about: ` ${loan.loanNumber.toLowerCase()}` })).toEqual([
    ...[paymentId, loan.loanId],
  ])
  expect(await found({ about: 'nothing-like-that' })).toEqual([])
  const stranger = await givenLender()
  const theirs = { lenderId: stranger.id, about: loan.loanNumber }
  expect(await auditLogList(database(), theirs)).toEqual([])
})

test('a reference finds the lines of its record, and a line that names a record beside its own is found by that', async () => {
  const { reference } = await database()
    .selectFrom('payments')
    .select('reference')
    .where('id', '=', paymentId)
    .executeTakeFirstOrThrow()
  const asRead = reference.toLowerCase().replace('-', ' ')
  expect(await found({ about: asRead })).toEqual([paymentId])
  const approval = '0199aaaa-0000-7000-8000-0000000beefd'
  await line('loan', other.loanId, { approval, payment: reference })
  expect(await found({ about: reference })).toEqual([other.loanId, paymentId])
  for (const about of [approval, approval.slice(-6), `…${approval.slice(-6)}`])
    expect(await found({ about }), about).toEqual([other.loanId])
  const stranger = await givenLender()
  expect(await auditLogList(database(), { lenderId: stranger.id, about: reference })).toEqual([])
})

test('and by time', async () => {
  const now = Temporal.Now.instant()
  const [hour, later] = [now.subtract({ hours: 1 }), now.add({ hours: 1 })]
  expect(await found({ from: hour, until: later })).toHaveLength(4)
  expect(await found({ from: later })).toEqual([])
  expect(await found({ until: hour })).toEqual([])
})

test('a line names the second person beside the first, also in the audit log of the loan', async () => {
  const about = { lenderId: lender.id, kind: 'refund', subjectId: paymentId } as const
  const { approvalId } = await twoWhoAgreed(about)
  const { name } = await database()
    .selectFrom('approvals')
    .innerJoin('staff', 'staff.id', 'approvals.decidedBy')
    .select('staff.name')
    .where('approvals.id', '=', approvalId)
    .executeTakeFirstOrThrow()
  await line('payment', paymentId, { approval: approvalId })
  await line('payment', paymentId, { reason: `approved:${approvalId}` })
  await line('payment', paymentId, { reason: 'approved of by nobody' })
  const lines = await auditLogList(database(), { lenderId: lender.id, about: paymentId })
  const told = (rows: { agreedByName: string | null }[]) =>
    rows.slice(0, 3).map(({ agreedByName }) => agreedByName)
  expect(told(lines)).toEqual([null, name, name])
  const record = await loanRecord(database(), lender.id, loan.loanId)
  if (!record) throw new Error('no loan')
  expect(told(await auditLogOfLoan(database(), record))).toEqual([null, name, name])
  const { columns, cells } = await cellsOf('audit_log', record)
  const place = columns.indexOf('agreed_by')
  expect(cells.slice(0, 3).map((row) => row[place])).toEqual([null, name, name])
})
