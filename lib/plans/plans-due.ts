import type { Database } from '#lib/db/client.ts'

const batch = 200

type DuePlan = { planId: string; loanId: string }

/** Requests, offers and plans whose time to be looked at has come. */
export function plansToReview(db: Database, now: Temporal.Instant): Promise<DuePlan[]> {
  return db
    .selectFrom('plans')
    .select(['id as planId', 'loanId'])
    .where('nextCheckAt', '<=', now)
    .orderBy('nextCheckAt')
    .limit(batch)
    .execute()
}

/** The plan by which a loan runs now. */
export async function activePlanId(db: Database, loanId: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('plans')
    .select('id')
    .where('loanId', '=', loanId)
    .where('state', '=', 'active')
    .executeTakeFirst()
  return row?.id
}

/** The request of a loan that waits for a decision or for an answer. */
export async function openPlanId(db: Database, loanId: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('plans')
    .select('id')
    .where('loanId', '=', loanId)
    .where('state', 'in', ['asked', 'offered'])
    .executeTakeFirst()
  return row?.id
}
