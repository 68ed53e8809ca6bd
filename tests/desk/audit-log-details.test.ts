import { globSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { detailText } from '#components/desk/audit-log-details.tsx'
import { writeAuditLog } from '#lib/db/audit-log.ts'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { auditLogList } from '#lib/desk/audit-log-list.ts'
import { auditLogDetails } from '#lib/domain/audit-log-details.ts'
import { messagesOf } from '#lib/i18n/messages.ts'
import { open, twoLate } from '#tests/payments/given-payment.ts'
import { freshDatabase } from '#tests/support/database/database.ts'
import { givenLender, givenLoan } from '#tests/support/lender.ts'

await freshDatabase()
const now = Temporal.Instant.from('2026-11-30T06:00:00Z')
const reader = { locale: 'en-GB', timeZone: 'Asia/Colombo', now }

describe('what an act tells', () => {
  const sources = globSync('{app,lib}/**/*.{ts,tsx}')
    .filter((file) => !file.startsWith('lib/demo'))
    .map((file) => readFileSync(file, 'utf8'))
  const writing = sources.filter((text) =>
    /writeAuditLog|auditStaff|auditView|auditExport|movePlan|moveReturn/.test(text),
  )

  test('has its words, each name of it, and no name is left over', () => {
    const { detail } = messagesOf('en')['audit-log']
    expect(Object.keys(detail)).toEqual([...auditLogDetails])
    const all = writing.join('\n')
    const unused = auditLogDetails.filter((name) => !new RegExp(`\\b${name}\\b`).test(all))
    expect(unused).toEqual([])
  })

  // The compiler knows every other name: it looks at no spread.
  test('also what it tells only sometimes', () => {
    const spread = /\.\.\.\([^{}]*(?:&&|\?) \{ ([^{}]*) \}/g
    const told = writing.flatMap((text) =>
      text
        .split(/\bdetail(?::| =) \{(?!\})/)
        .slice(1)
        .flatMap((rest) => [...objectIn(rest).matchAll(spread)])
        .flatMap(([, inside = '']) => inside.split(', ').map((one) => one.split(':')[0] ?? '')),
    )
    expect(told).toEqual(expect.arrayContaining(['approval', 'excessMinor']))
    const known: readonly string[] = auditLogDetails
    expect(told.filter((name) => !known.includes(name))).toEqual([])
  })
})

test.for([
  ['amountMinor', '90000', 'LKR', 'Rs 900.00'],
  ['amountMinor', '90000', undefined, '90000'],
  ['creditMinor', '-5', 'JPY', '-¥5'],
  ['dueOn', '2026-12-04', 'LKR', '4 December'],
  ['until', '2026-12-03T18:30:00Z', 'LKR', 'Fri 4 December at 00:00'],
  ['count', 3, 'LKR', '3'],
  ['loanId', '0199e7a5-0000-7000-8000-000000000001', 'LKR', '…000001'],
] as const)('%s %s in %s reads %s', ([name, value, currency, text]) => {
  const said = detailText({ name, value, currency }, reader).replaceAll(/[\u2066-\u2069]/g, '')
  expect(said.replaceAll('\u00a0', ' ').replace('−', '-')).toBe(text)
})

test('amounts are in the currency of the record’s loan', async () => {
  const lender = await givenLender()
  const loan = await givenLoan(lender, twoLate())
  const { paymentId } = await open(loan)
  const line = { lenderId: lender.id, actor: 'staff:test', action: 'loan.viewed' } as const
  await transaction((tx) => writeAuditLog(tx, { ...line, subject: 'loan', subjectId: loan.loanId }))
  await transaction((tx) => writeAuditLog(tx, { ...line, subject: 'list', subjectId: 'cash' }))
  const lines = await auditLogList(database(), { lenderId: lender.id })
  const told = lines.map(({ subject, subjectId, currency }) => [subject, subjectId, currency])
  expect(told).toEqual(
    expect.arrayContaining([
      ['payment', paymentId, loan.currency],
      ['loan', loan.loanId, loan.currency],
      ['list', 'cash', null],
    ]),
  )
})

// Up to its closing brace, on its own line or on a later one.
function objectIn(rest: string): string {
  const [line = ''] = rest.split('\n')
  return /\},?$/.test(line) ? line : rest.slice(0, rest.search(/\n\s+\},?\n/))
}
