import { expect, test } from 'vitest'
import { database } from '#lib/db/client.ts'
import { describeResult } from '#lib/loans/import/describe-result.ts'
import { freshDatabase } from '#tests/support/database/database.ts'
import { givenLender } from '#tests/support/lender.ts'
import { bookRow, connect, importBook, imported, loanOf } from './loan-book.ts'

await freshDatabase()
const lender = await givenLender({ slug: 'serendib' })
const other = await givenLender({ slug: 'norte', alone: true })
await connect(lender)
await connect(other)
const row = (serial: number, values = {}) => bookRow('serendib', serial, values)

function personOf(customerNumber: string) {
  return database()
    .selectFrom('borrowers')
    .select(['id', 'name', 'email', 'phone', 'nominatedPhone as nominated'])
    .where('lenderId', '=', lender.id)
    .where('customerNumber', '=', customerNumber)
    .executeTakeFirstOrThrow()
}

function audited(subjectId: string) {
  return database()
    .selectFrom('auditLog')
    .select(['actor', 'action', 'detail'])
    .where('subjectId', '=', subjectId)
    .where('action', 'in', ['borrower.changed', 'loan.passed_on'])
    .execute()
}

test.for([
  {
    serial: 1,
    values: { borrower_name: 'Kamal Silva' },
    says: 'borrower_name "Nimali Perera" becomes "Kamal Silva"',
  },
  { serial: 2, values: { email: '' }, says: 'email "nimali2@mail.example" becomes nothing' },
  {
    serial: 3,
    values: { phone: '+94711111111' },
    says: 'phone "+94770000003" becomes "+94711111111"',
  },
  {
    serial: 4,
    values: { nominated_phone: '+94711111111' },
    says: 'nominated_phone nothing becomes "+94711111111"',
  },
])('a row that says $says is refused until it is meant', async ({ serial, values, says }) => {
  await imported([row(serial)])
  const before = await personOf(`C-${serial}`)
  const result = await importBook([row(serial, values)])
  expect(describeResult(result)).toEqual([
    `line 2, customer C-${serial}: ${says}`,
    '1 person whom the books know would change.',
    'Nothing was changed. If each is meant so, run it again with --accept-changed-people.',
  ])
  expect(await personOf(`C-${serial}`)).toEqual(before)
  expect(await imported([row(serial, values)])).toEqual([0, 1, 0])
})

test('a new loan of a known person does not change the person unasked', async () => {
  await imported([row(10)])
  const merged = row(11, { customer_number: 'C-10' })
  const result = await importBook([merged])
  expect(describeResult(result)).toEqual([
    'line 2, customer C-10: email "nimali10@mail.example" becomes "nimali11@mail.example"',
    'line 2, customer C-10: phone "+94770000010" becomes "+94770000011"',
    '1 person whom the books know would change.',
    'Nothing was changed. If each is meant so, run it again with --accept-changed-people.',
  ])
  // The same number of another lender is another person.
  expect((await importBook([bookRow('norte', 11, { customer_number: 'C-10' })])).ok).toBe(true)
})

test('who is not known yet, and what else changes, needs nothing', async () => {
  await imported([row(20)])
  const result = await importBook([row(20, { model: '14T', language: 'es' }), row(21)])
  expect(result).toMatchObject({ ok: true, people: { count: 0 } })
})

test('a loan that passes to another customer number is named, whether that one is known or not', async () => {
  await imported([row(30), row(31)])
  const passed = [row(30, { customer_number: '30' }), row(31)]
  expect(describeResult(await importBook(passed)).slice(0, 2)).toEqual([
    'line 2, customer C-30: loan L-30 passes to customer 30',
    '1 person whom the books know would change.',
  ])
  await importBook(passed, { acceptChangedPeople: true, by: 'nimal' })
  const { id } = await loanOf(lender.id, 'L-30')
  expect(await audited(id)).toEqual([
    {
      actor: expect.stringMatching(/^import:/),
      action: 'loan.passed_on',
      detail: { customer_before: 'C-30', customer_after: '30', file: 'book.csv', by: 'nimal' },
    },
  ])
})

test('the audit trail has who, what and when, once for each person, old and new', async () => {
  const same = { customer_number: 'C-40', email: 'forty@mail.example', phone: '+94770000040' }
  await imported([row(40, same), row(41, same)])
  const others = { ...same, email: 'new@mail.example', nominated_phone: '+94711111140' }
  const result = await importBook([row(40, others), row(41, others)], {
    acceptChangedPeople: true,
    by: 'nimal',
  })
  expect(result).toMatchObject({
    ok: true,
    people: { count: 1, changes: [{ line: 2 }, { line: 2 }] },
  })
  const { id, email } = await personOf('C-40')
  expect(email).toBe('new@mail.example')
  expect(await audited(id)).toEqual([
    {
      actor: expect.stringMatching(/^import:/),
      action: 'borrower.changed',
      detail: {
        email_before: 'forty@mail.example',
        email_after: 'new@mail.example',
        nominated_phone_before: null,
        nominated_phone_after: '+94711111140',
        file: 'book.csv',
        by: 'nimal',
      },
    },
  ])
  // Over several batches, too: 201 loans of one person.
  const many = Array.from({ length: 201 }, (_, index) =>
    row(1000 + index, { ...same, customer_number: 'C-1000' }),
  )
  await imported(many)
  await imported(many.map((one) => ({ ...one, borrower_name: 'Nimali Silva' })))
  expect(await audited((await personOf('C-1000')).id)).toHaveLength(1)
})

test('a dry run is refused where the run is, and changes nobody where that is not', async () => {
  await imported([row(50)])
  const changed = [row(50, { borrower_name: 'Kamal Silva' })]
  const tried = await importBook(changed, { dryRun: true })
  expect(tried).toEqual(await importBook(changed))
  expect(tried.ok).toBe(false)
  const meant = await importBook(changed, { dryRun: true, acceptChangedPeople: true })
  expect(describeResult(meant)).toEqual([
    'serendib: 1 loan in the file: 0 would be created, 1 would be updated, 0 unchanged.',
    '  Changed: borrower_name 1.',
    'line 2, customer C-50: borrower_name "Nimali Perera" becomes "Kamal Silva"',
    '1 person whom the books know would change.',
    'This was a dry run: nothing was changed.',
  ])
  expect((await personOf('C-50')).name).toBe('Nimali Perera')
})
