import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { openCase } from '#lib/cases/open-case.ts'
import { lockLoan } from '#lib/db/ledger.ts'
import { transaction } from '#lib/db/transaction.ts'
import { freshDatabase } from '#tests/support/database.ts'
import { givenLender, givenLoan } from '#tests/support/lender.ts'

await freshDatabase()
const lender = await givenLender()
const notToWait = sql`set local lock_timeout = '200ms'`

test('whoever decides by the books of a loan decides alone', async () => {
  const { loanId } = await givenLoan(lender, [['2026-12-01', 100n]])
  await transaction(async (tx) => {
    await lockLoan(tx, loanId)
    const another = transaction(async (other) => {
      await notToWait.execute(other)
      await lockLoan(other, loanId)
    })
    await expect(another).rejects.toThrow('lock timeout')
  })
})

test('what only names the loan is written meanwhile', async () => {
  const { loanId, lenderId } = await givenLoan(lender, [['2026-12-01', 100n]])
  await transaction(async (tx) => {
    await lockLoan(tx, loanId)
    await transaction(async (other) => {
      await notToWait.execute(other)
      await openCase(other, { lenderId, loanId, kind: 'unlock_late', dedupeKey: loanId })
    })
  })
})
