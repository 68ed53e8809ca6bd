import { setTimeout as sleep } from 'node:timers/promises'
import { ask } from '#tests/support/http.ts'
import { givenOpenPayments, type OpenPayment } from './books.ts'
import type { LockServiceStub } from './lock-service.ts'
import { oneByOne, webhookToLockService } from './measure.ts'
import { say } from './say.ts'
import type { Stack } from './stack.ts'

/** From the webhook of a payment to its unlock at the lock service. */
export async function latency(
  stack: Stack,
  scale: number,
  lockService: LockServiceStub,
): Promise<void> {
  await stack.startWorker()
  await untilQuiet(stack)
  const floor = await oneByOne(200, () =>
    ask(`${stack.portal}/api/empty`, { method: 'POST', body: '{}' }),
  )
  const payments = await givenOpenPayments(stack.pool, stack.loans - 699, 700 * scale)
  const pay = (some: OpenPayment[]) =>
    webhookToLockService(stack.portal, some, { lockService, perSecond: 20 })
  // The first seconds of new processes are the compiler's and the planner's: said, and not part of the rate.
  const first = await pay(payments.slice(0, 100 * scale))
  const { p50, p99 } = await pay(payments.slice(100 * scale))
  say(
    '(a) webhook received to unlock at the lock service, ms, 20 a second',
    `p50 ${p50.toFixed(1)}, p99 ${p99.toFixed(1)}; empty route p50 ${floor.p50.toFixed(1)}; right after a start p99 ${first.p99.toFixed(1)}`,
    'p50 ≤ 25, p99 ≤ 150',
  )
}

async function untilQuiet(stack: Stack): Promise<void> {
  for (;;) {
    const { rows } = await stack.pool.query(
      `select count(*) as waiting from graphile_worker.jobs where run_at <= now()`,
    )
    if (Number(rows[0].waiting) === 0) return
    await sleep(500)
  }
}
