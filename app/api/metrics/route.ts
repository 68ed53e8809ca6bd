import { database } from '#lib/db/client.ts'
import { gaugeText, registry } from '#lib/metrics.ts'

/** Prometheus text: this process's counters, and the installation's records by state. */
export async function GET(): Promise<Response> {
  const db = database()
  const unlocks = await db
    .selectFrom('unlocks')
    .select((eb) => ['state', eb.fn.countAll<bigint>().as('count')])
    .groupBy('state')
    .execute()
  const late = await db
    .selectFrom('unlocks')
    .select((eb) => eb.fn.countAll<bigint>().as('count'))
    .where('lateAt', 'is not', null)
    .where('state', '<>', 'confirmed')
    .executeTakeFirstOrThrow()
  const inbox = await db
    .selectFrom('stripeEvents')
    .select((eb) => eb.fn.countAll<bigint>().as('count'))
    .where('handledAt', 'is', null)
    .executeTakeFirstOrThrow()
  // Set aside, and nobody's desk has a case of it: they name no lender of this installation.
  const ofNobody = await db
    .selectFrom('stripeEvents')
    .select((eb) => eb.fn.countAll<bigint>().as('count'))
    .where('outcome', '=', 'set_aside')
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('cases')
            .select('cases.id')
            .whereRef('cases.stripeEventId', '=', 'stripeEvents.id'),
        ),
      ),
    )
    .executeTakeFirstOrThrow()
  const text = [
    await registry.metrics(),
    await gaugeText(
      'keyturn_unlocks',
      'Unlocks by state',
      unlocks.map(({ state, count }) => ({ labels: { state }, value: Number(count) })),
    ),
    await gaugeText('keyturn_unlocks_late', 'Unlocks past their promise and not confirmed', [
      { labels: {}, value: Number(late.count) },
    ]),
    await gaugeText('keyturn_inbox_waiting', 'Stripe events stored and not handled', [
      { labels: {}, value: Number(inbox.count) },
    ]),
    await gaugeText('keyturn_events_of_nobody', 'Stripe events set aside that name no lender', [
      { labels: {}, value: Number(ofNobody.count) },
    ]),
  ]
  return new Response(text.join('\n'), { headers: { 'content-type': 'text/plain; version=0.0.4' } })
}
