import type { Database } from '#lib/db/client.ts'
import type { Lender } from '#lib/db/lenders.ts'
import { paymentAccount } from '#lib/db/payment-accounts.ts'
import { statementNameOf } from '#lib/domain/money/statement-name.ts'

/** What will stand, or stands, on the statement of who pays this lender; undefined: not known. */
export async function statementNameFor(
  db: Database,
  { statementDescriptor: suffix }: Pick<Lender, 'statementDescriptor'>,
  method: string | null = 'card',
): Promise<string | undefined> {
  return method === null ? undefined : statementNameOf(await paymentAccount(db), { suffix, method })
}
