import type { Database } from '#lib/db/client.ts'
import { larger } from '#lib/domain/money/money.ts'

/** Money that came for a payment in one PaymentIntent. A payment can have a second one, set aside beside it. */
export type CapturedMoney = {
  paymentIntentId: string
  currency: string
  capturedAt: Temporal.Instant
  receivedMinor: bigint
  /** What of it lies in `suspense`, by the ledger. */
  inSuspenseMinor: bigint
  /** The same without what is on its way back: for a person. */
  suspenseMinor: bigint
  /** Given back, or on its way back. */
  refundedMinor: bigint
  /** Goes back once the payer has said where to. */
  awaitingPayerMinor: bigint
  refundableMinor: bigint
}

/** All captured money of a payment, the payment's own first. Nothing for cash. */
export async function capturedMoney(db: Database, paymentId: string): Promise<CapturedMoney[]> {
  const entries = await entriesOf(db, paymentId)
  const refunds = await refundsOf(db, paymentId)
  const captures = entries.filter(
    ({ cause, account }) => cause === 'capture' && account === 'psp_clearing',
  )
  return captures.map(({ causeId, currency, amountMinor, postedAt }) => {
    const own = refunds.filter(({ paymentIntentId }) => paymentIntentId === causeId)
    const awaitingPayerMinor = sum(own.filter(({ state }) => state === 'requires_action'))
    const refundedMinor = sum(own.filter(({ state }) => isOnItsWay(state)))
    const isOf = ofIntent(causeId, new Set(own.map(({ pspRefundId }) => pspRefundId)))
    const inSuspenseMinor = -sum(
      entries.filter((entry) => entry.account === 'suspense' && isOf(entry)),
    )
    const booked = new Set(
      entries.filter(({ cause }) => cause === 'refund').map((entry) => entry.causeId),
    )
    const onItsWay = own.filter(
      ({ state, pspRefundId }) => state !== 'failed' && !booked.has(pspRefundId ?? ''),
    )
    return {
      paymentIntentId: causeId,
      currency,
      capturedAt: postedAt,
      receivedMinor: amountMinor,
      inSuspenseMinor,
      suspenseMinor: larger(inSuspenseMinor - sum(onItsWay), 0n),
      refundedMinor,
      awaitingPayerMinor,
      refundableMinor: amountMinor - refundedMinor - awaitingPayerMinor,
    }
  })
}

function isOnItsWay(state: string): boolean {
  return state !== 'failed' && state !== 'requires_action'
}

type Cause = { cause: string; causeId: string }

function ofIntent(paymentIntentId: string, pspRefundIds: ReadonlySet<string | null>) {
  return ({ cause, causeId }: Cause) =>
    cause === 'capture'
      ? causeId === paymentIntentId
      : cause === 'set_aside_booked'
        ? causeId.startsWith(`${paymentIntentId}:`)
        : pspRefundIds.has(causeId)
}

function entriesOf(db: Database, paymentId: string) {
  return db
    .selectFrom('ledgerEntries')
    .innerJoin('postings', 'postings.id', 'ledgerEntries.postingId')
    .select(['cause', 'causeId', 'account', 'amountMinor', 'currency', 'postings.postedAt'])
    .where('ledgerEntries.paymentId', '=', paymentId)
    .orderBy('ledgerEntries.id')
    .execute()
}

function refundsOf(db: Database, paymentId: string) {
  return db
    .selectFrom('refunds')
    .innerJoin('payments', 'payments.id', 'refunds.paymentId')
    .select(['refunds.state', 'refunds.amountMinor', 'refunds.pspRefundId'])
    .select((eb) =>
      eb.fn.coalesce('refunds.paymentIntentId', 'payments.paymentIntentId').as('paymentIntentId'),
    )
    .where('refunds.paymentId', '=', paymentId)
    .execute()
}

function sum(rows: readonly { amountMinor: bigint }[]): bigint {
  return rows.reduce((total, { amountMinor }) => total + amountMinor, 0n)
}
