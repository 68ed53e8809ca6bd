import { addJob } from '#lib/db/jobs.ts'
import type { Tx } from '#lib/db/transaction.ts'
import type {
  CheckoutReading,
  PaymentNamed,
  ProviderEvent,
  ProviderNews,
} from '#lib/gateways/psp/port.ts'
import { log } from '#lib/log.ts'
import { noteDecline } from '#lib/payments/follow-payment.ts'
import { settleCheckout } from '#lib/workflows/checkout/settle-checkout.ts'
import type { Applied } from './applied.ts'
import { applyDispute, applyRefund, applyWarning } from './apply-money-back.ts'
import { applyRefunded } from './apply-refunded.ts'
import { askAbout } from './ask-about.ts'
import { awaitCapture } from './await-capture.ts'
import { bookCapture } from './book-capture.ts'

/** Applies what one verified event says. Where it speaks of a payment of ours and is not understood, the provider is asked. */
export async function applyNews(
  tx: Tx,
  { createdAt: at, named, read }: ProviderEvent,
  now: Temporal.Instant,
): Promise<Applied> {
  const news = readable(read)
  switch (news?.kind) {
    case 'checkout':
      return applyCheckout(tx, { ...news, named }, { at, now })
    case 'captured':
      return applyCapture(tx, news, { at, now })
    case 'declined':
      return applyDecline(tx, news)
    case 'refund':
      return applyRefund(tx, { ...news.refund, isAsked: false }, now)
    case 'refunded':
      return applyRefunded(tx, { ...news, named }, now)
    case 'dispute':
      return applyDisputeNews(tx, news, { at, now })
    case 'warning':
      return applyWarning(tx, news.warning)
    case 'nothing_new':
      return { outcome: 'ignored' }
    case 'unknown':
      return askAbout(tx, named)
    case undefined:
      return askOrTell(tx, named)
  }
}

// Of a shape that nobody expected, as of an API version to come: the provider's answers keep to the one that we ask in.
function readable(read: ProviderEvent['read']): ProviderNews | undefined {
  try {
    return read()
  } catch (cause) {
    log.warn({ err: cause }, 'what an event of the payment provider says cannot be read')
    return undefined
  }
}

async function askOrTell(tx: Tx, named: PaymentNamed): Promise<Applied> {
  if (named.paymentIntentId || named.chargeId) return { outcome: 'ask', about: named }
  return named.paymentId ? askAbout(tx, named) : { outcome: 'set_aside', reason: 'unreadable' }
}

type News<Kind extends ProviderNews['kind']> = Extract<ProviderNews, { kind: Kind }>
type Times = { at: Temporal.Instant; now: Temporal.Instant }

async function applyCheckout(
  tx: Tx,
  { reading, named }: News<'checkout'> & { named: PaymentNamed },
  times: Times,
): Promise<Applied> {
  if (reading.state === 'paid') {
    const awaited = await awaitCapture(tx, reading)
    return awaited.outcome === 'not_yet' ? { ...awaited, about: named } : awaited
  }
  const settled = await settleCheckout(tx, { reading, ...times })
  const isUnclear = reading.state === 'processing' && reading.voucher === undefined
  if (isUnclear && settled.outcome === 'applied') await askForIntent(tx, reading)
  return settled
}

// How long the money takes hangs on how it is paid, and whether a voucher must be paid first: the page's event does not
// say, so the provider is asked at once.
async function askForIntent(tx: Tx, { paymentId }: CheckoutReading): Promise<void> {
  if (paymentId) await addJob(tx, 'check-payment', { paymentId }, { key: `payment:${paymentId}` })
}

async function applyCapture(
  tx: Tx,
  { paymentId, paymentIntentId, capture }: News<'captured'>,
  { at: capturedAt, now }: Times,
): Promise<Applied> {
  if (!paymentId) return { outcome: 'set_aside', reason: 'unknown_payment' }
  const { received, method } = capture
  const money = { paymentId, paymentIntentId, received, method, capturedAt, now }
  const { outcome } = await bookCapture(tx, money)
  if (outcome === 'unknown_payment') return { outcome: 'set_aside', reason: 'unknown_payment' }
  return { outcome: 'applied' }
}

async function applyDecline(tx: Tx, { paymentId, failure }: News<'declined'>): Promise<Applied> {
  if (!paymentId) return { outcome: 'ignored' }
  await noteDecline(tx, paymentId, failure)
  return { outcome: 'applied' }
}

async function applyDisputeNews(
  tx: Tx,
  { dispute, hasMoved }: News<'dispute'>,
  { at: toldAt, now }: Times,
): Promise<Applied> {
  // Money moved, and the event does not say which: an older version, or one that comes.
  if (hasMoved && dispute.movements.length === 0) return { outcome: 'ask', about: dispute.about }
  return applyDispute(tx, { ...dispute, toldAt, isAsked: false }, now)
}
