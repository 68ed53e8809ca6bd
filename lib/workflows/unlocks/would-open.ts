import { sql } from 'kysely'
import type { Database } from '#lib/db/client.ts'
import type { LockBar } from '#lib/domain/lock/may-lock.ts'
import { watchedSmallRests } from '#lib/loans/small-rests.ts'
import { lenderClocks, loanOfPhone, mustBeOpen, reasonsToOpen } from '#lib/lock-rules/lock-facts.ts'
import { isWatched } from '#lib/lock-rules/watched-services.ts'
import { noUnlockInProgress } from './reopen-forgotten.ts'

type WouldOpen = {
  deviceId: string
  loanId: string
  loanNumber: string
  borrowerName: string
  brand: string
  model: string
  /** `small_rest`: what is left is too little to be charged, and this lender waives it. */
  reasons: (LockBar | 'small_rest')[]
}

const shown = 100

/** The phones of a watched lock service that would open by the ledger as soon as its watching ends: the first ones, and how many. */
export async function wouldOpen(
  db: Database,
  { lenderId, provider }: { lenderId: string; provider: string },
  now: Temporal.Instant,
): Promise<{ phones: WouldOpen[]; count: number }> {
  const rests = await watchedSmallRests(db, { lenderId, provider })
  const isRest = sql<boolean>`devices.loan_id = any(${rests}::uuid[])`
  const rows = await db
    .with(
      (cte) => cte('wronglyLocked').materialized(),
      (query) =>
        query
          .selectFrom('devices')
          .innerJoinLateral(loanOfPhone, (join) => join.onTrue())
          .innerJoin(lenderClocks(now), 'clocks.lenderId', 'devices.lenderId')
          .select(['devices.id', 'devices.loanId', 'devices.borrowerId', 'devices.lockStateAt'])
          .select(['loans.loanNumber', 'devices.brand', 'devices.model'])
          .select(
            sql<
              WouldOpen['reasons']
            >`(${reasonsToOpen(now)}) || case when ${isRest} then array['small_rest'] else '{}' end`.as(
              'reasons',
            ),
          )
          .where('devices.lenderId', '=', lenderId)
          .where('devices.provider', '=', provider)
          .where('devices.lockState', '=', 'locked')
          .where(isWatched)
          .where(sql<boolean>`(${mustBeOpen(now, { ofTheirOwn: true })} or ${isRest})`),
    )
    .selectFrom('wronglyLocked as devices')
    .innerJoin('borrowers', 'borrowers.id', 'devices.borrowerId')
    .select(['devices.id as deviceId', 'devices.loanId', 'devices.loanNumber'])
    .select(['borrowers.name as borrowerName', 'devices.brand', 'devices.model', 'devices.reasons'])
    .select(sql<number>`(count(*) over ())::int`.as('count'))
    .where(noUnlockInProgress(now))
    .orderBy('devices.lockStateAt')
    .orderBy('devices.id')
    .limit(shown)
    .execute()
  return { phones: rows.map(({ count: _, ...phone }) => phone), count: rows[0]?.count ?? 0 }
}
