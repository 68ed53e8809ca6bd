import { openCase } from '#lib/cases/open-case.ts'
import { database } from '#lib/db/client.ts'
import { type Tx, transaction } from '#lib/db/transaction.ts'
import { type RefundReading, type RefundWanted, refusalOf } from '#lib/gateways/psp/port.ts'
import { accountOf, providerOf } from '#lib/gateways/psp/registry.ts'
import { capturedMoney } from '#lib/payments/refunds/captured-money.ts'
import { noteRefundRefused } from '#lib/payments/refunds/note-refund-refused.ts'
import { bookRefund } from './book-refund.ts'
import { tellOfRefund } from './tell-of-refund.ts'

/** Gives money back through the provider and books it. The provider's own event about it then changes nothing more. */
export default async function refundPayment({ refundId }: { refundId: string }): Promise<void> {
  const { wasIn, paymentIntentId, money, ...about } = await wantedRefund(refundId)
  if (wasIn !== 'requested' || !paymentIntentId) return
  const made = await askForRefund(about.lenderId, { refundId, paymentIntentId, money })
  if ('refusal' in made) return refused({ refundId, ...about }, made.refusal)
  await transaction(async (tx) => {
    const { pspRefundId, state, actionDueAt, failure } = made
    const now = Temporal.Now.instant()
    const report = { pspRefundId, refundId, paymentIntentId, state, actionDueAt, money, now }
    await bookRefund(tx, { ...report, isAsked: true })
    if (state === 'failed') return openFailedCase(tx, { refundId, ...about }, failure ?? 'failed')
    await tellOfRefund(tx, refundId, about)
  })
}

async function wantedRefund(refundId: string) {
  const { amountMinor, currency, ...wanted } = await database()
    .selectFrom('refunds')
    .innerJoin('payments', 'payments.id', 'refunds.paymentId')
    .select(['refunds.state as wasIn', 'refunds.amountMinor', 'payments.currency'])
    .select(['payments.loanId', 'payments.lenderId', 'payments.id as paymentId'])
    .select((eb) =>
      eb.fn.coalesce('refunds.paymentIntentId', 'payments.paymentIntentId').as('paymentIntentId'),
    )
    .where('refunds.id', '=', refundId)
    .executeTakeFirstOrThrow()
  const captured = await capturedMoney(database(), wanted.paymentId)
  const own = captured.find(({ paymentIntentId }) => paymentIntentId === wanted.paymentIntentId)
  // What was set aside may have come in another currency than was asked.
  return { ...wanted, money: { amountMinor, currency: own?.currency ?? currency } }
}

async function askForRefund(
  lenderId: string,
  wanted: RefundWanted,
): Promise<RefundReading | { refusal: string }> {
  try {
    return await providerOf(accountOf(lenderId)).refund(wanted)
  } catch (cause) {
    const refusal = refusalOf(cause)
    if (refusal === undefined) throw cause
    return { refusal: refusal.code }
  }
}

type Refused = { refundId: string; paymentId: string; loanId: string; lenderId: string }

function refused(about: Refused, failure: string): Promise<void> {
  return transaction(async (tx) => {
    const isNew = await noteRefundRefused(tx, about.refundId, Temporal.Now.instant())
    if (isNew) await openFailedCase(tx, about, failure)
  })
}

function openFailedCase(tx: Tx, { refundId, ...about }: Refused, failure: string): Promise<void> {
  return openCase(tx, {
    ...about,
    kind: 'refund_failed',
    dedupeKey: `refund_failed:${refundId}`,
    detail: { failure },
  })
}
