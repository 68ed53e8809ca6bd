import { database } from '#lib/db/client.ts'
import { withholdReasons } from '#lib/domain/notice-gate.ts'

type Figures = { labels: Record<string, string>; value: number }[]

export async function paymentsByState(): Promise<Figures> {
  const rows = await database()
    .selectFrom('payments')
    .select((eb) => ['state', eb.fn.countAll<bigint>().as('count')])
    .groupBy('state')
    .execute()
  return rows.map(({ state, count }) => ({ labels: { state }, value: Number(count) }))
}

/** What is sent already is no signal. */
export async function noticesByState(): Promise<Figures> {
  const rows = await database()
    .selectFrom('notices')
    .select(({ fn, case: when }) => [
      'channel',
      when().when('failedAt', 'is', null).then('waiting').else('failed').end().as('state'),
      fn.countAll<bigint>().as('count'),
    ])
    .where('sentAt', 'is', null)
    // What the gate keeps back is nobody's failure.
    .where((is) => is.or([is('gate', 'is', null), is('gate', 'not in', withholdReasons)]))
    .groupBy(['channel', 'state'])
    .execute()
  return rows.map(({ channel, state, count }) => ({
    labels: { channel, state },
    value: Number(count),
  }))
}

export function evidenceFromFuture(): Promise<{ count: bigint }> {
  return database()
    .selectFrom('deviceEvidence')
    .select((eb) => eb.fn.countAll<bigint>().as('count'))
    .where('isFromFuture', '=', true)
    .executeTakeFirstOrThrow()
}
