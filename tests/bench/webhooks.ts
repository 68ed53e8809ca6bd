import { setTimeout as sleep } from 'node:timers/promises'
import { givenOpenPayments } from './books.ts'
import { postsPerSecond } from './measure.ts'
import { say } from './say.ts'
import type { Stack } from './stack.ts'
import { paidWebhook } from './webhook.ts'

/** Paid webhooks a second: stored, and then booked by one worker. */
export async function webhooks(stack: Stack, scale: number): Promise<void> {
  const count = Math.min(6_000 * scale, stack.loans - 700)
  const paid = (await givenOpenPayments(stack.pool, 1, count)).map(({ paymentId }) =>
    paidWebhook(paymentId),
  )
  await postsPerSecond(`${stack.portal}/api/empty`, paid)
  const floor = await postsPerSecond(`${stack.portal}/api/empty`, paid)
  const stored = await postsPerSecond(`${stack.portal}/api/webhooks/stripe`, paid)
  say(
    '(b) paid webhooks a second, stored durably',
    `${stored.toFixed(0)}; empty route ${floor.toFixed(0)}; ratio ${(stored / floor).toFixed(2)}`,
    '≥ 0.50',
  )
  const startedAt = performance.now()
  await stack.startWorker()
  await untilHandled(stack)
  const seconds = (performance.now() - startedAt) / 1000
  const booked = (paid.length / seconds).toFixed(0)
  say('    booked, with its unlock sent, by one worker, a second', booked, '—')
}

async function untilHandled(stack: Stack): Promise<void> {
  for (;;) {
    const { rows } = await stack.pool.query(
      `select count(*) as waiting from psp_events where handled_at is null`,
    )
    if (Number(rows[0].waiting) === 0) return
    await sleep(200)
  }
}
