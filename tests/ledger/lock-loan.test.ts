import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { openCase } from '#lib/cases/open-case.ts'
import { type Tx, transaction } from '#lib/db/transaction.ts'
import { lockLoan, lockLoanOfLender } from '#lib/ledger/ledger.ts'
import { freshDatabase } from '#tests/support/database/database.ts'
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

type Locking = (tx: Tx, loan: { loanId: string; lenderId: string }) => Promise<unknown>
const ways: [string, Locking][] = [
  ['loan', (tx, { loanId }) => lockLoan(tx, loanId)],
  ['lender', lockLoanOfLender],
]

test.for(ways)('what only names a loan held by its %s is written meanwhile', async ([, lock]) => {
  const { loanId, lenderId } = await givenLoan(lender, [['2026-12-01', 100n]])
  await transaction(async (tx) => {
    await lock(tx, { loanId, lenderId })
    await transaction(async (other) => {
      await notToWait.execute(other)
      await openCase(other, { lenderId, loanId, kind: 'unlock_late', dedupeKey: loanId })
    })
  })
})

test.for(ways)(
  'a loan held by its %s keeps nobody from another of its lender',
  async ([, lock]) => {
    const { loanId, lenderId } = await givenLoan(lender, [['2026-12-01', 100n]])
    const another = await givenLoan(lender, [['2026-12-01', 100n]])
    await transaction(async (tx) => {
      await lock(tx, { loanId, lenderId })
      await transaction(async (other) => {
        await notToWait.execute(other)
        await lock(other, another)
      })
    })
  },
)
