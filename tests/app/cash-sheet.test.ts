import { expect, test } from 'vitest'
import { sheetColumns, sheetRows } from '#app/desk/cash/sheet-rows.ts'
import type { CashLine } from '#lib/payments/cash/cash-day.ts'

const day = Temporal.PlainDate.from('2026-11-30')
const at = Temporal.Instant.from('2026-11-30T06:00:00Z')
const line: CashLine = {
  what: 'undone',
  at,
  takenOn: Temporal.PlainDate.from('2026-11-28'),
  id: 'p',
  reference: 'ABC',
  takenBy: 'nuwan',
  takenByName: 'Nuwan',
  method: 'cash',
  officeReceipt: 'R-1',
  note: 'Twice',
  currency: 'LKR',
  amountMinor: -500n,
  loanId: 'l',
  loanNumber: 'L-1',
  borrowerName: 'Ama',
  agreedByName: null,
  undoneByName: 'Dilini',
}
const count = {
  id: 'c',
  takenBy: 'nuwan',
  currency: 'LKR',
  note: 'One note is false',
  enteredMinor: 700n,
  countedMinor: 200n,
  countedAt: at,
  countedBy: 'staff:dilini',
}
const names = new Map([
  ['staff:nuwan', 'Nuwan'],
  ['staff:dilini', 'Dilini'],
])

test('the file of a day says who undid an entry, and what was counted of what was entered', () => {
  const rows = sheetRows({ day, lines: [line], counts: [count], names })
  const told = rows.map((row) => {
    expect(row).toHaveLength(sheetColumns.length)
    const cells = sheetColumns.map((name, index) => [name, row[index]])
    return Object.fromEntries(cells.filter(([, cell]) => cell !== null && cell !== ''))
  })
  expect(told).toEqual([
    {
      day: '2026-11-30',
      staff: 'Nuwan',
      what: 'undone',
      at,
      taken_on: '2026-11-28',
      method: 'cash',
      receipt: 'R-1',
      currency: 'LKR',
      amount_in_currency: line,
      loan_number: 'L-1',
      borrower: 'Ama',
      payment: 'ABC',
      undone_by: 'Dilini',
      note: 'Twice',
    },
    {
      day: '2026-11-30',
      staff: 'Nuwan',
      what: 'counted',
      at,
      method: 'cash',
      currency: 'LKR',
      entered_in_currency: { amountMinor: 700n, currency: 'LKR' },
      counted_in_currency: { amountMinor: 200n, currency: 'LKR' },
      counted_by: 'Dilini',
      note: 'One note is false',
    },
  ])
})
