import type { Database } from '#lib/db/client.ts'
import type { PaymentNamed } from '#lib/gateways/psp/port.ts'

/** The payment of ours that an object of the provider speaks of; undefined: none, so it is somebody else's, or not known yet. */
export async function paymentNamed(
  db: Database,
  { paymentId, paymentIntentId }: PaymentNamed,
): Promise<{ paymentId: string; lenderId: string } | undefined> {
  if (!paymentId && !paymentIntentId) return undefined
  const captured = db
    .selectFrom('postings')
    .innerJoin('ledgerEntries', 'ledgerEntries.postingId', 'postings.id')
    .select('ledgerEntries.paymentId')
    .where('cause', '=', 'capture')
    .where('causeId', '=', paymentIntentId)
  return db
    .selectFrom('payments')
    .select(['id as paymentId', 'lenderId'])
    .where((eb) =>
      eb.or([
        ...(paymentId ? [eb('id', '=', paymentId)] : []),
        ...(paymentIntentId
          ? [eb('paymentIntentId', '=', paymentIntentId), eb('id', 'in', captured)]
          : []),
      ]),
    )
    .limit(1)
    .executeTakeFirst()
}

/** The lender that an object of the provider speaks of; undefined: none of this installation. */
export async function lenderNamed(db: Database, named: PaymentNamed): Promise<string | undefined> {
  const payment = await paymentNamed(db, named)
  if (payment) return payment.lenderId
  const lender = await db
    .selectFrom('lenders')
    .select('id')
    .where('id', '=', named.lenderId)
    .executeTakeFirst()
  return lender?.id
}

/** Whose money it may be: that of the lender an object speaks of, else anybody's. */
export async function lendersConcerned(
  db: Database,
  named: PaymentNamed | undefined,
): Promise<string[]> {
  const lenderId = named && (await lenderNamed(db, named))
  if (lenderId) return [lenderId]
  const everybody = await db.selectFrom('lenders').select('id').execute()
  return everybody.map(({ id }) => id)
}
