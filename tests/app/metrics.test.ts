import { expect, test } from 'vitest'
import { GET as metrics } from '#app/api/metrics/route.ts'
import { reconcile } from '#lib/jobs/reconcile.ts'
import { hold, inDays } from '#tests/holds/given-hold.ts'
import { paid, twoLate } from '#tests/payments/given-payment.ts'
import { freshDatabase } from '#tests/support/database.ts'
import { givenLender, givenLoan } from '#tests/support/lender.ts'
import { newestUnlock } from '#tests/support/world.ts'
import { inState } from '#tests/unlocks/given-unlock.ts'

await freshDatabase({ bystanders: false })

async function figure(name: string): Promise<string | undefined> {
  const text = await (await metrics()).text()
  return new RegExp(`^${name} (.*)$`, 'm').exec(text)?.[1]
}

test('an unlock is late until the phone is open, also when a longer one takes its place', async () => {
  const loan = await givenLoan(await givenLender(), twoLate())
  await paid(loan, { choice: 'installment' })
  expect(await figure('keyturn_unlocks_late')).toBe('0')
  const { deadlineAt } = await newestUnlock(loan)
  await reconcile(deadlineAt)
  expect(await figure('keyturn_unlocks_late')).toBe('1')
  await hold(loan, { until: inDays(40) })
  await reconcile((await newestUnlock(loan)).deadlineAt)
  expect(await figure('keyturn_unlocks_late')).toBe('1')
  await inState((await newestUnlock(loan)).id, 'confirmed')
  expect(await figure('keyturn_unlocks_late')).toBe('0')
})

test('unlocks are counted by state, and nothing waits', async () => {
  expect(await figure('keyturn_unlocks\\{state="superseded"\\}')).toBe('1')
  expect(await figure('keyturn_inbox_waiting')).toBe('0')
  expect(await figure('keyturn_events_of_nobody')).toBe('0')
})
