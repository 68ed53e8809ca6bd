import type Stripe from 'stripe'
import { database } from '#lib/db/client.ts'
import type { SandboxEvent } from '#lib/demo/stripe/books.ts'
import { installationAccount } from '#lib/gateways/psp/registry.ts'
import { acceptEvents, incoming } from '#lib/payments/accept-event.ts'
import askAboutEvent from '#lib/worker/tasks/ask-about-event.ts'
import { startPayment } from '#lib/workflows/checkout/start-payment.ts'
import type { GivenLoan } from '#tests/support/lender.ts'
import type { RunningSandbox } from '#tests/support/stripe.ts'
import { loanRow, paymentRow } from './given-payment.ts'

/** What the sandbox Stripe is told to do to a paid payment. */
export type StripeAct =
  | { act: 'refund' | 'dispute'; percent: number }
  | { act: 'dispute-answered' | 'dispute-won' | 'dispute-lost' | 'dispute-appealed' }
  /** What a test card does to its refunds later. */
  | { act: 'time passes' }

export type StripeStory = { paymentId: string; sessionId: string; intentId: string }

export const storyCards = [
  ...(['4242424242424242', '4000000000007726'] as const),
  ...(['4000000000005126', '4000000000005423'] as const),
]

/** Pays a loan's arrears at the sandbox, of which nothing has been told yet, and lets the payer's bank act. */
export async function stripeStory(
  { url, sandbox }: RunningSandbox,
  loan: GivenLoan,
  { card, acts, tick }: { card: string; acts: StripeAct[]; tick(): void },
): Promise<StripeStory> {
  const started = await startPayment({
    loanId: loan.loanId,
    actor: 'borrower:test',
    choice: 'arrears',
    amountMinor: undefined,
    confirmAnother: false,
    locale: 'en',
    receiptEmail: null,
    payLinkId: null,
    seenOutstandingMinor: (await loanRow(loan)).outstandingMinor,
    now: Temporal.Now.instant(),
  })
  if ('refusal' in started) throw new Error(started.refusal)
  const { checkoutSessionId: sessionId } = await paymentRow(started.paymentId)
  if (!sessionId) throw new Error('the payment has no page')
  sandbox.pay(sessionId, { number: card })
  for (const one of acts) {
    tick()
    const { objects } = sandbox
    const paid = objects.sessions.get(sessionId)?.session.amount_total ?? 0
    const amount = 'percent' in one ? ((paid * one.percent) / 100_00).toFixed(2) : ''
    if (one.act === 'time passes') sandbox.runDue()
    else
      await fetch(`${url}/stripe/${sessionId}/${one.act}`, {
        method: 'POST',
        redirect: 'manual',
        body: new URLSearchParams({ amount }),
      })
  }
  const intentId = String(sandbox.objects.sessions.get(sessionId)?.session.payment_intent)
  return { paymentId: started.paymentId, sessionId, intentId }
}

/** Everything the sandbox would say of a story, by whichever API version. */
export function eventsOf({ sandbox }: RunningSandbox, story: StripeStory): SandboxEvent[] {
  return sandbox.objects.events.all().filter(({ data }) => {
    const { id, payment_intent } = data.object as { id: string; payment_intent?: unknown }
    return id === story.sessionId || id === story.intentId || payment_intent === story.intentId
  })
}

/** Tells of events as they come, and lets the worker look at each; then lets what waits be old enough to be asked about. */
export async function tellAll(events: readonly SandboxEvent[]): Promise<void> {
  for (const event of events) {
    const { id } = event
    await acceptEvents(database(), [
      incoming(installationAccount(), Buffer.from(JSON.stringify(event))),
    ])
    await askAboutEvent({ eventId: id })
  }
}

export async function letWaitingBeOld(): Promise<void> {
  const waiting = await database()
    .updateTable('pspEvents')
    .set({ receivedAt: Temporal.Now.instant().subtract({ minutes: 5 }) })
    .where('handledAt', 'is', null)
    .returning('id')
    .execute()
  for (const { id } of waiting) await askAboutEvent({ eventId: id })
}

/** What Stripe's own balance and objects say must be in our books. */
export function truthOf({ sandbox }: RunningSandbox, { intentId }: StripeStory) {
  const { charges, refunds, disputes, warnings, balanceTransactions } = sandbox.objects
  const isOurs = ({ payment_intent }: { payment_intent?: unknown }) => payment_intent === intentId
  const [charge] = charges.all().filter((one) => isOurs(one) && one.paid)
  const ownRefunds = refunds.all().filter(isOurs)
  const [dispute] = disputes.all().filter(isOurs)
  const sources = new Set<unknown>([charge?.id, ...ownRefunds.map(({ id }) => id), dispute?.id])
  const moved = balanceTransactions.all().filter(({ source }) => sources.has(source))
  const sum = (some: readonly Stripe.BalanceTransaction[]) =>
    BigInt(some.reduce((total, { amount }) => total + amount, 0))
  return {
    clearingMinor: sum(moved),
    disputedMinor: -sum(moved.filter(({ source }) => source === dispute?.id)),
    refunds: ownRefunds.map(({ id, status }) => [id, status]).sort(),
    warnings: warnings.all().filter(isOurs).length,
    dispute: dispute && { status: dispute.status as string, reason: dispute.reason },
  }
}
