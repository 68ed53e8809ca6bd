import { openCase } from '#lib/cases/open-case.ts'
import { database } from '#lib/db/client.ts'
import { addJob } from '#lib/db/jobs.ts'
import { type Tx, transaction } from '#lib/db/transaction.ts'
import type { ProviderEvent } from '#lib/gateways/psp/port.ts'
import { installationAccount, providerOf } from '#lib/gateways/psp/registry.ts'
import { log } from '#lib/log.ts'
import { lenderNamed, lendersConcerned } from '#lib/payments/payment-named.ts'
import type { Applied } from '#lib/workflows/money/applied.ts'
import { applyNews } from '#lib/workflows/money/apply-news.ts'

// What is spoken of comes within moments, if it is ours: after that, the provider says whose it is.
const askAfterMinutes = 2
const waitHours = 1
const unreadable = { outcome: 'set_aside', reason: 'unreadable' } as const

/** One event of the inbox. Where the provider has to be asked, that is a job in the provider's own lane: money waits for none. */
export default async function pspEvent({ eventId }: { eventId: string }): Promise<void> {
  await takeEvent(eventId, () =>
    addJob(database(), 'ask-about-event', { eventId }, { key: `ask:${eventId}` }),
  )
}

/**
 * An event is applied, ignored, set aside, left for a moment when what it speaks of is not known yet, or the reason to
 * `ask` the provider. What cannot be read goes to a person; nothing is tried for ever.
 */
export async function takeEvent(
  eventId: string,
  ask: (question: Question) => Promise<void>,
): Promise<void> {
  try {
    const question = await transaction((tx) => handle(tx, eventId))
    if (question) await ask(question)
  } catch (cause) {
    if (!isOfContent(cause)) throw cause
    log.error({ err: cause, eventId }, 'an event of the payment provider cannot be read')
    await transaction(async (tx) =>
      finish(tx, eventId, { event: await eventOf(tx, eventId), applied: unreadable }),
    )
  }
}

async function eventOf(tx: Tx, eventId: string): Promise<ProviderEvent | undefined> {
  const row = await tx
    .selectFrom('pspEvents')
    .select('body')
    .where('id', '=', eventId)
    .executeTakeFirstOrThrow()
  return read(row.body)
}

export type Question = {
  event: ProviderEvent
  about: Extract<Applied, { outcome: 'ask' }>['about']
}

async function handle(tx: Tx, eventId: string): Promise<Question | undefined> {
  const row = await tx
    .selectFrom('pspEvents')
    .select(['body', 'receivedAt'])
    .where('id', '=', eventId)
    .where('handledAt', 'is', null)
    .forNoKeyUpdate()
    .executeTakeFirst()
  if (!row) return undefined
  const now = Temporal.Now.instant()
  const event = read(row.body)
  if (!event) return finish(tx, eventId, { applied: unreadable })
  const applied = elsewhere(event) ?? (await applyNews(tx, event, now))
  if (applied.outcome === 'ask') return { event, about: applied.about }
  if (applied.outcome !== 'not_yet') return finish(tx, eventId, { event, applied })
  const { about, reason } = applied
  const isOlder = (age: Temporal.DurationLike) =>
    Temporal.Instant.compare(row.receivedAt.add(age), now) <= 0
  if (about && isOlder({ minutes: askAfterMinutes })) return { event, about }
  if (isOlder({ hours: waitHours }))
    return finish(tx, eventId, { event, applied: { outcome: 'set_aside', reason } })
  const [key, runAt] = [`psp:${eventId}`, now.add({ seconds: 15 })]
  await addJob(tx, 'psp-event', { eventId }, { key, runAt })
  return undefined
}

function elsewhere({ elsewhere: reason }: ProviderEvent): Applied | undefined {
  return reason ? { outcome: 'set_aside', reason } : undefined
}

function read(body: Uint8Array): ProviderEvent | undefined {
  return providerOf(installationAccount()).readEvent(body)
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

type Finished = { event?: ProviderEvent | undefined; applied: Applied }

/** What became of an event is kept; one that is set aside is a person's. */
export async function finish(tx: Tx, eventId: string, finished: Finished): Promise<undefined> {
  const { event, applied } = finished
  const reason = 'reason' in applied ? (applied.reason ?? null) : null
  const lenders = applied.outcome === 'set_aside' ? await lendersOf(tx, { event, reason }) : []
  // Another application on the same the provider account: no business of ours.
  const isNobodys = lenders.length === 0 && reason === 'unknown_payment'
  const outcome = isNobodys ? 'ignored' : outcomeOf(applied)
  await tx
    .updateTable('pspEvents')
    .set({ handledAt: Temporal.Now.instant(), outcome, reason })
    .where('id', '=', eventId)
    .execute()
  if (outcome !== 'set_aside') return
  log.error(
    { eventId, type: event?.type, reason },
    'an event of the payment provider was set aside for a person',
  )
  for (const lenderId of lenders)
    await openCase(tx, {
      lenderId,
      pspEventId: eventId,
      detail: { reason },
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
  { event, reason }: { event: ProviderEvent | undefined; reason: string | null },
): Promise<string[]> {
  if (reason === 'unreadable') return lendersConcerned(tx, event?.named)
  const lenderId = event && (await lenderNamed(tx, event.named))
  return lenderId ? [lenderId] : []
}
