import type Stripe from 'stripe'
import { openCase } from '#lib/cases/open-case.ts'
import { addJob } from '#lib/db/jobs.ts'
import { type Tx, transaction } from '#lib/db/transaction.ts'
import { env } from '#lib/env.ts'
import { log } from '#lib/log.ts'
import { type Applied, applyEvent } from './apply-event.ts'
import { lenderNamed } from './lender-named.ts'

const waitForPaymentHours = 1

/** One event of the inbox: applied, ignored, set aside, or left for a moment when what it speaks of is not known yet. */
export default async function stripeEvent({ eventId }: { eventId: string }): Promise<void> {
  await transaction(async (tx) => {
    const row = await tx
      .selectFrom('stripeEvents')
      .select(['payload', 'receivedAt'])
      .where('id', '=', eventId)
      .where('handledAt', 'is', null)
      .forNoKeyUpdate()
      .executeTakeFirst()
    if (!row) return
    const now = Temporal.Now.instant()
    const event = row.payload as unknown as Stripe.Event
    const applied = belongsElsewhere(event) ?? (await applyEvent(tx, event, now))
    if (
      applied.outcome === 'not_yet' &&
      Temporal.Instant.compare(row.receivedAt.add({ hours: waitForPaymentHours }), now) > 0
    ) {
      await addJob(
        tx,
        'stripe-event',
        { eventId },
        { key: `stripe:${eventId}`, runAt: now.add({ seconds: 15 }) },
      )
      return
    }
    await finish(tx, event, applied)
  })
}

// Events of a connected account, or of live mode under a test key, are not ours to book.
function belongsElsewhere(event: Stripe.Event): Applied | undefined {
  if (event.account) return { outcome: 'set_aside', reason: 'other_account' }
  const isLiveKey = env().STRIPE_SECRET_KEY.includes('_live_')
  return event.livemode === isLiveKey ? undefined : { outcome: 'set_aside', reason: 'other_mode' }
}

async function finish(tx: Tx, event: Stripe.Event, applied: Applied): Promise<void> {
  const outcome = applied.outcome === 'not_yet' ? 'set_aside' : applied.outcome
  const reason = 'reason' in applied ? applied.reason : null
  await tx
    .updateTable('stripeEvents')
    .set({ handledAt: Temporal.Now.instant(), outcome, reason })
    .where('id', '=', event.id)
    .execute()
  if (outcome !== 'set_aside') return
  log.error({ eventId: event.id, type: event.type, reason }, 'Stripe event set aside for a person')
  const lenderId = await lenderNamed(tx, event)
  if (lenderId) {
    await openCase(tx, {
      lenderId,
      kind: 'payment_set_aside',
      stripeEventId: event.id,
      dedupeKey: `event:${event.id}`,
      detail: { reason },
    })
  }
}
