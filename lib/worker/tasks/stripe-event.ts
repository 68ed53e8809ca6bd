import type Stripe from 'stripe'
import { openCase } from '#lib/cases/open-case.ts'
import { addJob } from '#lib/db/jobs.ts'
import { type Tx, transaction } from '#lib/db/transaction.ts'
import { env } from '#lib/env.ts'
import { readMoney } from '#lib/gateways/psp/read-money.ts'
import { readEvent } from '#lib/gateways/psp/stripe-event-body.ts'
import { namesIn } from '#lib/gateways/psp/stripe-money-back.ts'
import { fromUnix } from '#lib/gateways/psp/stripe-reading.ts'
import { log } from '#lib/log.ts'
import { lenderNamed } from '#lib/payments/payment-named.ts'
import type { Applied } from '#lib/workflows/money/applied.ts'
import { applyEvent } from '#lib/workflows/money/apply-event.ts'
import { applyReading } from '#lib/workflows/money/apply-reading.ts'

// What is spoken of comes within moments, if it is ours: after that, Stripe says whose it is.
const askAfterMinutes = 2
const waitHours = 1
const unreadable = { outcome: 'set_aside', reason: 'unreadable' } as const

/**
 * One event of the inbox: applied, ignored, set aside, left for a moment when what it speaks of is not known yet, or
 * the reason to ask Stripe. What cannot be read goes to a person; nothing is tried for ever.
 */
export default async function stripeEvent({ eventId }: { eventId: string }): Promise<void> {
  try {
    const question = await transaction((tx) => handle(tx, eventId))
    if (question) await ask(eventId, question)
  } catch (cause) {
    if (!isOfContent(cause)) throw cause
    log.error({ err: cause, eventId }, 'a Stripe event cannot be read')
    await transaction(async (tx) =>
      finish(tx, eventId, { event: await eventOf(tx, eventId), applied: unreadable }),
    )
  }
}

async function eventOf(tx: Tx, eventId: string): Promise<Stripe.Event | undefined> {
  const row = await tx
    .selectFrom('stripeEvents')
    .select('body')
    .where('id', '=', eventId)
    .executeTakeFirstOrThrow()
  return readEvent(row.body)
}

type Question = { event: Stripe.Event; about: Extract<Applied, { outcome: 'ask' }>['about'] }

async function handle(tx: Tx, eventId: string): Promise<Question | undefined> {
  const row = await tx
    .selectFrom('stripeEvents')
    .select(['body', 'receivedAt'])
    .where('id', '=', eventId)
    .where('handledAt', 'is', null)
    .forNoKeyUpdate()
    .executeTakeFirst()
  if (!row) return undefined
  const now = Temporal.Now.instant()
  const event = readEvent(row.body)
  if (!event) return finish(tx, eventId, { applied: unreadable })
  const applied = belongsElsewhere(event) ?? (await applyEvent(tx, event, now))
  if (applied.outcome === 'ask') return { event, about: applied.about }
  if (applied.outcome !== 'not_yet') return finish(tx, eventId, { event, applied })
  const { about, reason } = applied
  const isOlder = (age: Temporal.DurationLike) =>
    Temporal.Instant.compare(row.receivedAt.add(age), now) <= 0
  if (about && isOlder({ minutes: askAfterMinutes })) return { event, about }
  if (isOlder({ hours: waitHours }))
    return finish(tx, eventId, { event, applied: { outcome: 'set_aside', reason } })
  const [key, runAt] = [`stripe:${eventId}`, now.add({ seconds: 15 })]
  await addJob(tx, 'stripe-event', { eventId }, { key, runAt })
  return undefined
}

async function ask(eventId: string, { event, about }: Question): Promise<void> {
  const reading = await readMoney(about)
  const [toldAt, now] = [fromUnix(event.created), Temporal.Now.instant()]
  await transaction(async (tx) => {
    const applied = await applyReading(tx, { reading, toldAt, now })
    await finish(tx, eventId, { event, applied })
  })
}

// Events of a connected account, or of live mode under a test key, are not ours to book.
function belongsElsewhere(event: Stripe.Event): Applied | undefined {
  if (event.account) return { outcome: 'set_aside', reason: 'other_account' }
  const isLiveKey = env().STRIPE_SECRET_KEY.includes('_live_')
  return event.livemode === isLiveKey ? undefined : { outcome: 'set_aside', reason: 'other_mode' }
}

// A shape that nobody expected, or a value that no column takes: the same event fails the same way for ever.
function isOfContent(cause: unknown): boolean {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : ''
  return (
    cause instanceof TypeError ||
    cause instanceof RangeError ||
    cause instanceof SyntaxError ||
    /^22\d\w\w$/.test(code)
  )
}

type Finished = { event?: Stripe.Event | undefined; applied: Applied }

async function finish(tx: Tx, eventId: string, finished: Finished): Promise<undefined> {
  const { event, applied } = finished
  const reason = 'reason' in applied ? (applied.reason ?? null) : null
  const lenders = applied.outcome === 'set_aside' ? await lendersOf(tx, { event, reason }) : []
  // Another application on the same Stripe account: no business of ours.
  const isNobodys = lenders.length === 0 && reason === 'unknown_payment'
  const outcome = isNobodys ? 'ignored' : outcomeOf(applied)
  await tx
    .updateTable('stripeEvents')
    .set({ handledAt: Temporal.Now.instant(), outcome, reason })
    .where('id', '=', eventId)
    .execute()
  if (outcome !== 'set_aside') return
  log.error({ eventId, type: event?.type, reason }, 'Stripe event set aside for a person')
  for (const lenderId of lenders)
    await openCase(tx, {
      ...{ lenderId, stripeEventId: eventId, detail: { reason } },
      kind: reason === 'unreadable' ? 'event_unreadable' : 'payment_set_aside',
      dedupeKey: event ? `event:${eventId}` : `event_unreadable:${lenderId}`,
    })
}

function outcomeOf({ outcome }: Applied) {
  return outcome === 'applied' || outcome === 'ignored' ? outcome : 'set_aside'
}

// What nobody can read may be about anybody's money.
async function lendersOf(
  tx: Tx,
  { event, reason }: { event: Stripe.Event | undefined; reason: string | null },
): Promise<string[]> {
  const lenderId = event && (await lenderNamed(tx, namesIn(event.data.object)))
  if (lenderId) return [lenderId]
  if (reason !== 'unreadable') return []
  const everybody = await tx.selectFrom('lenders').select('id').execute()
  return everybody.map(({ id }) => id)
}
