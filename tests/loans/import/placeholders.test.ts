import { expect, test } from 'vitest'
import { database } from '#lib/db/client.ts'
import { describeResult } from '#lib/loans/import/describe-result.ts'
import { freshDatabase } from '#tests/support/database/database.ts'
import { givenLender } from '#tests/support/lender.ts'
import { bookRow, connect, importBook, loanOf } from './loan-book.ts'

await freshDatabase()
const lender = await givenLender({ slug: 'serendib' })
await connect(lender)
const row = (serial: number, email: string) => bookRow('serendib', serial, { email })

async function emailOf(loanNumber: string) {
  const { borrowerId } = await loanOf(lender.id, loanNumber)
  const { email } = await database()
    .selectFrom('borrowers')
    .select('email')
    .where('id', '=', borrowerId)
    .executeTakeFirstOrThrow()
  return email
}

test('an address that stands where none is known is none; each is counted and named', async () => {
  const result = await importBook([
    ...[row(1, 'NoEmail@noemail.com'), row(2, 'noemail@noemail.com'), row(3, 'x@x.x')],
    ...[row(4, 'nimali@mail.example'), row(5, '')],
  ])
  expect(describeResult(result)).toContain(
    '3 e-mail addresses stand where none is known and are taken as none: noemail@noemail.com 2, x@x.x 1.',
  )
  const kept = await Promise.all([1, 3, 4, 5].map((serial) => emailOf(`L-${serial}`)))
  expect(kept).toEqual([null, null, 'nimali@mail.example', null])
  expect(describeResult(await importBook([row(6, 'ruwan@mail.example')])).join()).not.toMatch(
    /none/,
  )
})

test('the address of somebody who is known is not lost to one without a word', async () => {
  await importBook([row(20, 'nimali@mail.example')])
  const result = await importBook([row(20, 'none@none.com')])
  expect(result.ok).toBe(false)
  expect(describeResult(result)).toEqual([
    '1 e-mail address stands where none is known and is taken as none: none@none.com 1.',
    'line 2, customer C-20: email "nimali@mail.example" becomes nothing',
    '1 person whom the books know would change.',
    expect.stringContaining('--accept-changed-people'),
  ])
  expect(await emailOf('L-20')).toBe('nimali@mail.example')
})
