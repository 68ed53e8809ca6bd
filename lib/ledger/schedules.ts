import type { Database } from '#lib/db/client.ts'
import type { Tx } from '#lib/db/transaction.ts'
import type { Installment } from '#lib/domain/money/installments.ts'

type NewSchedule = {
  lenderId: string
  loanId: string
  source: 'plan' | 'restored' | 'return'
  planId?: string
  installments: readonly Installment[]
  now: Temporal.Instant
}

/** Puts a new schedule in the place of the one that counts; the older one stays readable. */
export async function replaceSchedule(
  tx: Tx,
  { installments, now, ...schedule }: NewSchedule,
): Promise<void> {
  const { lenderId, loanId } = schedule
  const { last } = await tx
    .selectFrom('schedules')
    .select((eb) => eb.fn.max('version').as('last'))
    .where('loanId', '=', loanId)
    .executeTakeFirstOrThrow()
  await tx
    .updateTable('schedules')
    .set({ supersededAt: now })
    .where('loanId', '=', loanId)
    .where('supersededAt', 'is', null)
    .execute()
  const { id: scheduleId } = await tx
    .insertInto('schedules')
    .values({ ...schedule, version: last + 1, createdAt: now })
    .returning('id')
    .executeTakeFirstOrThrow()
  await tx
    .insertInto('installments')
    .values(installments.map((one) => ({ ...one, lenderId, scheduleId })))
    .execute()
}

/** The installments of a schedule, the current one or an older. */
export function installmentsOf(db: Database, scheduleId: string): Promise<Installment[]> {
  return db
    .selectFrom('installments')
    .select(['number', 'dueOn', 'amountMinor'])
    .where('scheduleId', '=', scheduleId)
    .orderBy('number')
    .execute()
}
