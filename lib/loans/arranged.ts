import type { Database } from '#lib/db/client.ts'

/** What was arranged on a loan beside its schedule, and is not over; a promise is read with the phone. */
export type Arranged = {
  planState: 'asked' | 'offered' | 'active' | undefined
  isReturned: boolean
}

const livePlans = ['asked', 'offered', 'active'] as const
const pastReturns = ['closed', 'withdrawn', 'expired'] as const

/** Whether a plan or a return of the loan is under way. One query. */
export async function arrangedOn(db: Database, loanId: string): Promise<Arranged> {
  const row = await db
    .selectNoFrom((eb) => [
      eb
        .selectFrom('plans')
        .select('state')
        .where('loanId', '=', loanId)
        .where('state', 'in', livePlans)
        .limit(1)
        .as('planState'),
      eb
        .selectFrom('returns')
        .select('id')
        .where('loanId', '=', loanId)
        .where('state', 'not in', pastReturns)
        .as('returnId'),
    ])
    .executeTakeFirstOrThrow()
  return {
    planState: livePlans.find((state) => state === row.planState),
    isReturned: row.returnId !== null,
  }
}
