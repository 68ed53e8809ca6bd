import { expect, test } from 'vitest'
import { columns, optionalColumns } from '#lib/loans/import/columns.ts'
import { describeResult } from '#lib/loans/import/describe-result.ts'
import { freshDatabase } from '#tests/support/database/database.ts'
import { givenLender } from '#tests/support/lender.ts'
import { row } from './given-loans.ts'
import {
  type BookRow,
  balancesOf,
  connect,
  importBook,
  imported,
  loanOf,
  toCsv,
} from './loan-book.ts'

await freshDatabase({ bystanders: false })
const lender = await givenLender({ slug: 'serendib' })
await connect(lender)

const file = (...rows: BookRow[]) => toCsv(rows, [...columns, ...optionalColumns])

async function contractOf(loanNumber: string) {
  const { contractType, airtimeOverdueMinor } = await loanOf(lender.id, loanNumber)
  return [contractType, airtimeOverdueMinor]
}

test('a file of before, without the columns, makes loans, and leaves what the books have', async () => {
  await imported([row(1)])
  expect(await contractOf('L-1')).toEqual(['loan', 0n])
  await imported(file(row(1, { contract_type: 'lease' })))
  expect(await contractOf('L-1')).toEqual(['lease', 0n])
  expect(await imported([row(1)])).toEqual([0, 0, 1])
  expect(await imported(file(row(1)))).toEqual([0, 0, 1])
  expect(await contractOf('L-1')).toEqual(['lease', 0n])
})

test('airtime of a carrier’s plan is told and never booked', async () => {
  const plan = { contract_type: 'carrier_plan', airtime_overdue: '1450.00' }
  await imported(file(row(2, plan)))
  const before = await balancesOf(lender.id, 'L-2')
  expect(await contractOf('L-2')).toEqual(['carrier_plan', 145_000n])
  expect(await imported(file(row(2, plan)))).toEqual([0, 0, 1])
  expect(await imported(file(row(2, { ...plan, airtime_overdue: '99' })))).toEqual([0, 1, 0])
  expect(await contractOf('L-2')).toEqual(['carrier_plan', 9_900n])
  expect(await balancesOf(lender.id, 'L-2')).toEqual(before)
  await imported(file(row(2, { ...plan, airtime_overdue: '0' })))
  expect(await contractOf('L-2')).toEqual(['carrier_plan', 0n])
})

test('airtime goes with the plan that it belonged to', async () => {
  await imported(file(row(3, { contract_type: 'carrier_plan', airtime_overdue: '10' })))
  await imported(file(row(3, { contract_type: 'hire_purchase' })))
  expect(await contractOf('L-3')).toEqual(['hire_purchase', 0n])
})

test('another word, and airtime of what is no plan, are named', async () => {
  const book = file(
    row(4, { contract_type: 'rent' }),
    row(5, { contract_type: 'loan', airtime_overdue: '5' }),
    row(6, { airtime_overdue: 'much' }),
  )
  expect(describeResult(await importBook(book)).slice(0, -1)).toEqual([
    'line 2, column contract_type: "rent": is no contract type; known: loan, hire_purchase, lease, carrier_plan',
    'line 3, column airtime_overdue: "5": is for a loan whose contract_type is carrier_plan',
    expect.stringMatching(/^line 4, column airtime_overdue: "much": /),
  ])
})
