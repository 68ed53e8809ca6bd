import { describe, expect, test } from 'vitest'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import type { LedgerAccount } from '#lib/domain/money/ledger-accounts.ts'
import { freshDatabase } from '#tests/support/database/database.ts'
import { givenLender, givenLoan } from '#tests/support/lender.ts'

await freshDatabase()
const lender = await givenLender()

async function postTo(
  loanId: string,
  causeId: string,
  entries: [account: LedgerAccount, amountMinor: bigint][],
) {
  await transaction(async (tx) => {
    const posting = await tx
      .insertInto('postings')
      .values({ lenderId: lender.id, cause: 'loan_changed', causeId: `${loanId}:${causeId}` })
      .returning('id')
      .executeTakeFirstOrThrow()
    await tx
      .insertInto('ledgerEntries')
      .values(
        entries.map(([account, amountMinor]) => ({
          lenderId: lender.id,
          postingId: posting.id,
          loanId,
          account,
          amountMinor,
          currency: 'LKR',
        })),
      )
      .execute()
  })
}

const balancesOf = (loanId: string) =>
  database()
    .selectFrom('loans')
    .select(['outstandingMinor', 'creditMinor'])
    .where('id', '=', loanId)
    .executeTakeFirstOrThrow()

describe('credit and debt of one loan', () => {
  const setOffs = (loanId: string) =>
    database()
      .selectFrom('postings')
      .innerJoin('ledgerEntries', 'ledgerEntries.postingId', 'postings.id')
      .select(['account', 'amountMinor', 'loanId'])
      .where('cause', '=', 'credit_set_off')
      .where('loanId', '=', loanId)
      .orderBy('ledgerEntries.id')
      .execute()

  test('meet at once, by a posting of their own: credit that comes while something is owed', async () => {
    const bystander = await givenLoan(lender, [['2026-10-01', 500n]])
    const own = await givenLoan(lender, [['2026-10-01', 500n]])
    const credit = (amountMinor: bigint) =>
      postTo(own.loanId, `credit:${amountMinor}`, [
        ['lender_book', amountMinor],
        ['borrower_credit', -amountMinor],
      ])
    await credit(200n)
    expect(await balancesOf(own.loanId)).toEqual({ outstandingMinor: 300n, creditMinor: 0n })
    expect(await setOffs(own.loanId)).toMatchObject([
      { account: 'borrower_credit', amountMinor: 200n },
      { account: 'loan_receivable', amountMinor: -200n },
    ])
    await credit(450n)
    expect(await balancesOf(own.loanId)).toEqual({ outstandingMinor: 0n, creditMinor: 150n })
    expect(await balancesOf(bystander.loanId)).toEqual({ outstandingMinor: 500n, creditMinor: 0n })
    expect(await setOffs(bystander.loanId)).toEqual([])
  })

  test('and the same when what is owed comes later', async () => {
    const own = await givenLoan(lender, [['2026-10-01', 500n]])
    await postTo(own.loanId, 'much', [
      ['lender_book', 900n],
      ['loan_receivable', -500n],
      ['borrower_credit', -400n],
    ])
    await postTo(own.loanId, 'cost', [
      ['loan_receivable', 150n],
      ['plan_cost', -150n],
    ])
    expect(await balancesOf(own.loanId)).toEqual({ outstandingMinor: 0n, creditMinor: 250n })
    expect(await setOffs(own.loanId)).toMatchObject([{ amountMinor: 150n }, { amountMinor: -150n }])
  })

  test('no statement leaves them side by side', async () => {
    const own = await givenLoan(lender, [['2026-10-01', 500n]])
    await expect(
      database()
        .updateTable('loans')
        .set({ creditMinor: 1n })
        .where('id', '=', own.loanId)
        .execute(),
    ).rejects.toThrow('loans_credit_or_debt')
  })
})
