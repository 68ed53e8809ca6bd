import type { Database } from '#lib/db/client.ts'

export type ArrangedPromise = {
  id: string
  amountMinor: bigint
  currency: string
  dueOn: Temporal.PlainDate
}

/** What was arranged on a loan instead of paying all at once, and is not over. */
export type Arranged = {
  loanId: string
  promise: ArrangedPromise | undefined
  planState: 'asked' | 'offered' | 'active' | undefined
  isReturned: boolean
}

const livePlans = ['asked', 'offered', 'active'] as const
const pastReturns = ['closed', 'withdrawn', 'expired'] as const

/** What a borrower has arranged, by loan; a loan without anything is not there. One query. */
export async function arrangedBy(db: Database, borrowerId: string): Promise<Map<string, Arranged>> {
  const rows = await arranged(db)
    .where('loans.borrowerId', '=', borrowerId)
    .where((eb) =>
      eb.or([
        eb('promises.id', 'is not', null),
        eb('restructurings.id', 'is not', null),
        eb('returns.id', 'is not', null),
      ]),
    )
    .execute()
  return new Map(rows.map((row) => [row.loanId, toArranged(row)]))
}

function arranged(db: Database) {
  return db
    .selectFrom('loans')
    .leftJoin('promises', (join) =>
      join.onRef('promises.loanId', '=', 'loans.id').on('promises.state', '=', 'open'),
    )
    .leftJoin('restructurings', (join) =>
      join
        .onRef('restructurings.loanId', '=', 'loans.id')
        .on('restructurings.state', 'in', livePlans),
    )
    .leftJoin('returns', (join) =>
      join.onRef('returns.loanId', '=', 'loans.id').on('returns.state', 'not in', pastReturns),
    )
    .select(['loans.id as loanId', 'promises.id as promiseId', 'promises.amountMinor'])
    .select(['promises.dueOn', 'loans.currency', 'restructurings.state as planState'])
    .select('returns.id as returnId')
}

type Row = Awaited<ReturnType<ReturnType<typeof arranged>['execute']>>[number]

function toArranged({ loanId, promiseId, amountMinor, dueOn, currency, ...row }: Row): Arranged {
  const isPromised = promiseId !== null && amountMinor !== null && dueOn !== null
  return {
    loanId,
    promise: isPromised ? { id: promiseId, amountMinor, currency, dueOn } : undefined,
    planState: livePlans.find((state) => state === row.planState),
    isReturned: row.returnId !== null,
  }
}
