import { openCase } from '#lib/cases/open-case.ts'
import type { Tx } from '#lib/db/transaction.ts'
import type { ProviderRefusal } from '#lib/gateways/psp/port.ts'
import { abandonOpening } from '#lib/payments/follow-payment.ts'

type Refused = { paymentId: string; refusal: ProviderRefusal; now: Temporal.Instant }

/** The provider opens no page for this payment, however often it is asked: the attempt ends, and a person sees why. */
export async function checkoutRefused(tx: Tx, { paymentId, refusal, now }: Refused): Promise<void> {
  await abandonOpening(tx, paymentId, { failure: 'provider_refused', now })
  await openRefusalCase(tx, paymentId, refusal)
}

/** Puts what the provider said no to before a person. What is about the lender's account is one case, however many pay. */
export async function openRefusalCase(
  tx: Tx,
  paymentId: string,
  { isOfAccount, code, message }: ProviderRefusal,
): Promise<void> {
  const { lenderId, loanId } = await aboutPayment(tx, paymentId)
  await openCase(tx, {
    ...(isOfAccount ? { lenderId } : { lenderId, loanId, paymentId }),
    kind: 'payment_refused',
    dedupeKey: `payment_refused:${isOfAccount ? lenderId : loanId}:${code}`,
    detail: { failure: code, providerSays: message },
  })
}

/** The provider does not take the borrower's address, so it has no receipt to send: a person puts the address right. */
export async function openEmailCase(
  tx: Tx,
  paymentId: string,
  { code, message }: ProviderRefusal,
): Promise<void> {
  const { receiptEmail: address, ...about } = await aboutPayment(tx, paymentId)
  await openCase(tx, {
    ...about,
    kind: 'email_refused',
    dedupeKey: `email_refused:${about.loanId}:${address}`,
    detail: { address, failure: code, providerSays: message },
  })
}

function aboutPayment(tx: Tx, paymentId: string) {
  return tx
    .selectFrom('payments')
    .select(['lenderId', 'loanId', 'receiptEmail'])
    .where('id', '=', paymentId)
    .executeTakeFirstOrThrow()
}
