import type { PaymentAccount } from '#lib/domain/money/statement-name.ts'
import type { Database } from './client.ts'

/** The account as it was last read; undefined: not yet, or its key may not read it. */
export function paymentAccount(db: Database): Promise<PaymentAccount | undefined> {
  return db
    .selectFrom('paymentAccounts')
    .select(['cardPrefix', 'statementName'])
    .orderBy('readAt', 'desc')
    .limit(1)
    .executeTakeFirst()
}

export async function notePaymentAccount(
  db: Database,
  { accountRef, ...said }: PaymentAccount & { accountRef: string; methods: string[] | null },
  now: Temporal.Instant,
): Promise<void> {
  const read = { ...said, readAt: now }
  await db
    .insertInto('paymentAccounts')
    .values({ accountRef, ...read })
    .onConflict((conflict) => conflict.column('accountRef').doUpdateSet(read))
    .execute()
}
