import type { Database } from '#lib/db/client.ts'

/** The schedule that counts, and the plan that it is of. */
export function currentSchedule(
  db: Database,
  loanId: string,
): Promise<{ id: string; planId: string | null }> {
  return db
    .selectFrom('schedules')
    .select(['id', 'planId'])
    .where('loanId', '=', loanId)
    .where('supersededAt', 'is', null)
    .executeTakeFirstOrThrow()
}
