import { expect, test } from 'vitest'
import { openCase } from '#lib/cases/open-case.ts'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { freshDatabase } from '#tests/support/database/database.ts'
import { givenLender } from '#tests/support/lender.ts'

await freshDatabase({ bystanders: false })
const lender = await givenLender()

function opened(dedupeKey: string) {
  return transaction((tx) =>
    openCase(tx, { lenderId: lender.id, kind: 'dispute', dedupeKey, detail: { status: 'won' } }),
  )
}

test('a case has a reference to say on the telephone, and stands in the audit log', async () => {
  await opened('one')
  const [row] = await database().selectFrom('cases').selectAll().execute()
  expect(row).toMatchObject({ kind: 'dispute', detail: { status: 'won' }, closedAt: null })
  expect(row?.reference).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/)
  const lines = await database().selectFrom('auditLog').select(['action', 'subjectId']).execute()
  expect(lines).toEqual([{ action: 'case.opened', subjectId: row?.id }])
})

test('the same trouble seen twenty times at once is one case', async () => {
  await Promise.all(Array.from({ length: 20 }, () => opened('same')))
  const rows = await database()
    .selectFrom('cases')
    .select('id')
    .where('dedupeKey', '=', 'same')
    .execute()
  expect(rows).toHaveLength(1)
})
