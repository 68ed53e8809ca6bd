import { randomUUID } from 'node:crypto'
import { database } from '#lib/db/client.ts'
import type { GivenLoan } from '#tests/support/lender.ts'

type Posted = { cause?: 'loan_changed' | 'paid_elsewhere'; postedAt?: Temporal.Instant }

/** A loan owes more, by something that asks for nothing else. */
export function owe(
  loan: GivenLoan,
  amountMinor: bigint,
  { cause = 'loan_changed', postedAt }: Posted = {},
) {
  return database()
    .transaction()
    .execute(async (tx) => {
      const { id: postingId } = await tx
        .insertInto('postings')
        .values({
          lenderId: loan.lenderId,
          cause,
          causeId: randomUUID(),
          ...(postedAt && { postedAt }),
        })
        .returning('id')
        .executeTakeFirstOrThrow()
      await tx
        .insertInto('ledgerEntries')
        .values(
          (['loan_receivable', 'lender_book'] as const).map((account) => ({
            lenderId: loan.lenderId,
            postingId,
            loanId: loan.loanId,
            currency: 'LKR',
            account,
            amountMinor: account === 'lender_book' ? -amountMinor : amountMinor,
          })),
        )
        .execute()
    })
}
