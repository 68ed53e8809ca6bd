import { database } from '#lib/db/client.ts'
import { openBreakersBySystem } from '#lib/gateways/open-breakers.ts'
import { gaugeText, registry } from '#lib/metrics.ts'
import { evidenceFromFuture, noticesByState, paymentsByState } from './records.ts'
import { workerFigures } from './workers.ts'

/** Prometheus text: this process's counters, and the installation's records by state. */
export async function GET(): Promise<Response> {
  const text = await Array.fromAsync(figures())
  return new Response(text.join('\n'), { headers: { 'content-type': 'text/plain; version=0.0.4' } })
}

// One after the other: who looks at the figures takes one connection.
async function* figures() {
  yield await registry.metrics()
  yield await gaugeText('keyturn_unlocks', 'Unlocks by state', await unlocksByState())
  yield await gaugeText(
    'keyturn_unlocks_late',
    'Phones past their promise and not known to be open',
    await one(lateUnlocks()),
  )
  yield await gaugeText(
    'keyturn_breakers_open',
    'Outside systems that do not answer',
    await breakersOpen(),
  )
  yield await gaugeText(
    'keyturn_inbox_waiting',
    'Stripe events stored and not handled',
    await one(eventsWaiting()),
  )
  yield await gaugeText(
    'keyturn_events_of_nobody',
    'Stripe events set aside that name no lender',
    await one(eventsOfNobody()),
  )
  yield await gaugeText('keyturn_payments', 'Payments by state', await paymentsByState())
  yield await gaugeText('keyturn_notices', 'Notices that wait or failed', await noticesByState())
  yield* await workerFigures()
  yield await gaugeText(
    'keyturn_evidence_from_future',
    'What phones said with a date in the future',
    await one(evidenceFromFuture()),
  )
}

type Count = { count: bigint }

async function one(counting: Promise<Count>) {
  return [{ labels: {}, value: Number((await counting).count) }]
}

async function unlocksByState() {
  const rows = await database()
    .selectFrom('unlocks')
    .select((eb) => ['state', eb.fn.countAll<bigint>().as('count')])
    .groupBy('state')
    .execute()
  return rows.map(({ state, count }) => ({ labels: { state }, value: Number(count) }))
}

// Zeroes, too: a figure that is not there cannot be watched.
async function breakersOpen() {
  const open = new Map(
    (await openBreakersBySystem(database())).map(({ system, count }) => [system, Number(count)]),
  )
  const systems = ['lock', 'mail', 'text', 'webhook']
  return systems.map((system) => ({ labels: { system }, value: open.get(system) ?? 0 }))
}

function lateUnlocks(): Promise<Count> {
  return database()
    .selectFrom('unlocks')
    .select((eb) => eb.fn.countAll<bigint>().as('count'))
    .where('isNewest', '=', true)
    .where('lateAt', 'is not', null)
    .where('state', 'not in', ['confirmed', 'superseded'])
    .executeTakeFirstOrThrow()
}

function eventsWaiting(): Promise<Count> {
  return database()
    .selectFrom('pspEvents')
    .select((eb) => eb.fn.countAll<bigint>().as('count'))
    .where('handledAt', 'is', null)
    .executeTakeFirstOrThrow()
}

// Set aside, and nobody's desk has a case of it: they name no lender of this installation.
function eventsOfNobody(): Promise<Count> {
  return database()
    .selectFrom('pspEvents')
    .select((eb) => eb.fn.countAll<bigint>().as('count'))
    .where('outcome', '=', 'set_aside')
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('cases').select('cases.id').whereRef('cases.pspEventId', '=', 'pspEvents.id'),
        ),
      ),
    )
    .executeTakeFirstOrThrow()
}
