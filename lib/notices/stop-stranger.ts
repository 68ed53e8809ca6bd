import type { Database } from '#lib/db/client.ts'
import type { Tx } from '#lib/db/transaction.ts'

/**
 * Somebody without an account here wants no more letters. They name the address and a reference that a letter to it
 * carried: nobody else has both. Whether they fit is not told.
 */
export async function stopStranger(
  tx: Tx,
  asked: { lenderId: string; email: string; reference: string; now: Temporal.Instant },
): Promise<void> {
  const { lenderId, reference, now: stoppedAt } = asked
  const email = asked.email.toLowerCase()
  if (!(await wasWrittenTo(tx, { lenderId, email, reference }))) return
  await tx
    .insertInto('contactStops')
    .values({ lenderId, email, stoppedAt })
    .onConflict((conflict) => conflict.columns(['lenderId', 'email']).doNothing())
    .execute()
}

export async function hasStopped(db: Database, lenderId: string, email: string): Promise<boolean> {
  const row = await db
    .selectFrom('contactStops')
    .select('stoppedAt')
    .where('lenderId', '=', lenderId)
    .where('email', '=', email.toLowerCase())
    .executeTakeFirst()
  return row !== undefined
}

async function wasWrittenTo(
  db: Database,
  { lenderId, email, reference }: { lenderId: string; email: string; reference: string },
): Promise<boolean> {
  const [payer, buyer] = await Promise.all([
    db
      .selectFrom('payments')
      .select(['receiptEmail as email'])
      .where('lenderId', '=', lenderId)
      .where('reference', '=', reference)
      .executeTakeFirst(),
    db
      .selectFrom('buyerReports')
      .innerJoin('cases', 'cases.id', 'buyerReports.caseId')
      .select('buyerReports.email')
      .where('buyerReports.lenderId', '=', lenderId)
      .where('cases.reference', '=', reference)
      .executeTakeFirst(),
  ])
  return [payer, buyer].some((one) => one?.email?.toLowerCase() === email)
}
