import type { Database } from '#lib/db/client.ts'

export type KeptPromise = { amountMinor: bigint; currency: string; dueOn: Temporal.PlainDate }

/** The promise that money booked at this moment counted towards, and that is kept; undefined: none. */
export function promiseKeptWith(
  db: Database,
  { loanId, bookedAt }: { loanId: string; bookedAt: Temporal.Instant },
): Promise<KeptPromise | undefined> {
  return db
    .selectFrom('promises')
    .select(['amountMinor', 'currency', 'dueOn'])
    .where('loanId', '=', loanId)
    .where('state', '=', 'kept')
    .where('madeAt', '<=', bookedAt)
    .where('stateAt', '>=', bookedAt)
    .orderBy('madeAt', 'desc')
    .limit(1)
    .executeTakeFirst()
}
