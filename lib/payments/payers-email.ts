import type { Tx } from '#lib/db/transaction.ts'
import type { Language } from '#lib/domain/languages.ts'

/** Whoever paid through a link, or is about to, and gave an address for the receipt. */
export type HelpingPayer = {
  paymentId: string
  lenderId: string
  state: string
  locale: Language
  recipient: string
}

/** Keeps the address that a helper typed at the provider, for letters about this one payment; the borrower's own is known. */
export async function keepPayersEmail(tx: Tx, paymentId: string, email: string): Promise<void> {
  await tx
    .updateTable('payments')
    .set({ receiptEmail: email })
    .where('id', '=', paymentId)
    .where('payLinkId', 'is not', null)
    .where('receiptEmail', 'is', null)
    .execute()
}

/** Who is to be told beside the borrower of what becomes of a payment; undefined: nobody. */
export async function helpingPayer(tx: Tx, paymentId: string): Promise<HelpingPayer | undefined> {
  const row = await tx
    .selectFrom('payments')
    .select(['id as paymentId', 'lenderId', 'state', 'locale', 'receiptEmail'])
    .where('id', '=', paymentId)
    .where('payLinkId', 'is not', null)
    .where('receiptEmail', 'is not', null)
    .executeTakeFirst()
  return row?.receiptEmail ? { ...row, recipient: row.receiptEmail } : undefined
}
