import fc from 'fast-check'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { database } from '#lib/db/client.ts'
import { barsToLocking, nearlyOverMinutes } from '#lib/domain/lock/may-lock.ts'
import { liveStates } from '#lib/domain/lock/unlock.ts'
import { activeHolds } from '#lib/holds/queries.ts'
import { readLoan } from '#lib/ledger/ledger.ts'
import { lockFacts } from '#lib/lock-rules/lock-facts.ts'
import { reconcile } from '#lib/worker/reconcile.ts'
import { twoLate } from '#tests/payments/given-payment.ts'
import { freshDatabase } from '#tests/support/database/database.ts'
import { expectLedgerToHold } from '#tests/support/database/invariants.ts'
import { givenLender, givenLoan } from '#tests/support/lender.ts'
import { givenStaff } from '#tests/support/staff.ts'
import { walk } from '#tests/support/walk.ts'
import { anySteps, Life } from './any-life.ts'

await freshDatabase()
const desks = await Promise.all(
  [{}, { policy: { relock: 'by_lender', partialUnlock: null } }].map(async (values) => {
    const lender = await givenLender(values)
    return { lender, staff: await givenStaff(lender, 'agent') }
  }),
)

const dropOffPoints = [{ name: 'Fort', address: '12 York Street', hours: 'Mon–Sat 9–18' }]
await sql`update lenders set policy = jsonb_set(policy, '{return}', ${JSON.stringify({
  offered: true,
  rule: 'settlement',
  quoteValidDays: 14,
  dataWindowHours: 48,
  valuePercent: { good: 40, worn: 30, damaged: 10, not_working: 0 },
  sendWithinDays: 14,
  dropOffPoints,
  courierSlots: [],
  answerWithinDays: 7,
})}::jsonb) where id = any(${desks.map(({ lender }) => lender.id)})`.execute(database())

const noUnlockInProgress = sql<boolean>`not exists (
  select from unlocks
   where unlocks.device_id = devices.id and unlocks.state = any(${[...liveStates]}))`

/**
 * Holds that stand although their time is over, and those under which the phone is locked with nobody at it; what staff, a
 * plan or a payment that has not gone back opened for longer while it is locked with nobody at it.
 */
async function brokenPromises({ loan, now, givenBack, openedUntil }: Life): Promise<unknown[]> {
  const soon = now.add({ minutes: nearlyOverMinutes })
  const { rows } = await sql`
    select holds.reason, holds.until_at, devices.lock_state
      from holds
      join devices on devices.loan_id = holds.loan_id
     where holds.loan_id = ${loan.loanId} and holds.ended_at is null
       and (holds.until_at is null or holds.until_at <= ${now}
         or (devices.lock_state in ('locked', 'locking') and devices.handed_back_at is null
           and holds.until_at > ${soon} and ${noUnlockInProgress}))
    union all
    select paid_for.cause, paid_for.relock_at, devices.lock_state
      from unlocks as paid_for
      join devices on devices.id = paid_for.device_id
     where devices.id = ${loan.deviceId} and paid_for.relock_at > ${soon}
       and paid_for.cause in ('payment', 'plan', 'staff') and paid_for.cause_id <> all(${givenBack})
       and devices.lock_state = 'locked' and devices.handed_back_at is null
       and ${noUnlockInProgress}
    union all
    select 'opened by staff', ${openedUntil ?? null}::timestamptz, devices.lock_state
      from devices
     where devices.id = ${loan.deviceId} and ${openedUntil ?? null}::timestamptz > ${soon}
       and devices.lock_state = 'locked' and devices.handed_back_at is null
       and ${noUnlockInProgress}`.execute(database())
  return rows
}

/** What forbids to lock a phone that says it is locked, and that nobody opens; and credit beside what is owed. */
async function leftLocked({ loan, now }: Life): Promise<unknown[]> {
  const balance = await readLoan(database(), loan.loanId)
  const phone = await database()
    .selectFrom('devices')
    .innerJoin('loans', 'loans.id', 'devices.loanId')
    .select(lockFacts)
    .select(noUnlockInProgress.as('noUnlockInProgress'))
    .where('devices.id', '=', loan.deviceId)
    .executeTakeFirstOrThrow()
  const [longest] = await activeHolds(database(), loan.loanId, now)
  const { policy, timeZone } = balance.lender
  const soon = { policy, timeZone, now: now.add({ minutes: nearlyOverMinutes }) }
  const bars = barsToLocking({ ...phone, balance, heldUntil: longest?.untilAt ?? null }, soon)
  const isLeft = phone.isLocked && phone.noUnlockInProgress && !balance.handedBackAt
  const { creditMinor, outstandingMinor } = balance
  const hasBoth = creditMinor > 0n && outstandingMinor > 0n
  return [...(isLeft ? bars : []), ...(hasBoth ? [{ creditMinor, outstandingMinor }] : [])]
}

test('no sequence of plan, promise, payment, refund, voucher, return and message leaves a hold without an end, a phone that may not be locked and that nobody opens, for more than one sweep, or credit beside what is owed', async () => {
  await walk(
    fc.asyncProperty(fc.constantFrom(...desks), anySteps, async ({ lender, staff }, steps) => {
      const life = new Life(await givenLoan(lender, twoLate(), { lockState: 'locked' }), staff)
      for (const step of steps) {
        await life.take(step)
        await reconcile(life.now)
        expect(await brokenPromises(life), `after ${step}`).toEqual([])
        expect(await leftLocked(life), `after ${step}`).toEqual([])
      }
      await expectToBeForgotten(life)
    }),
    16,
  )
  await expectLedgerToHold(database())
}, 900_000)

const [byDate] = desks
const known: Record<string, Parameters<Life['take']>[0][]> = {
  'money that went back opens nothing, whoever opened the phone since': [
    ...(['paysMuch', 'phoneOpensAndLocks', 'isRefunded', 'paysALittle', 'staffOpenIt'] as const),
    ...(['phoneOpensAndLocks', 'staffOpenIt', 'paysAtTheCounter'] as const),
  ],
  'what staff open stands when the longer time it joined is gone': [
    ...(['paysMuch', 'staffOpenIt', 'isRefunded', 'phoneOpensAndLocks'] as const),
  ],
  'and when the phone was to be opened again for it': [
    ...(['paysMuch', 'phoneOpensAndLocks', 'staffOpenIt', 'isRefunded'] as const),
    ...(['phoneOpensAndLocks', 'hoursPass', 'phoneLocks'] as const),
  ],
}

test.each(Object.entries(known))('%s', async (_, steps) => {
  if (!byDate) throw new Error('no lender')
  const { lender, staff } = byDate
  const life = new Life(await givenLoan(lender, twoLate(), { lockState: 'locked' }), staff)
  for (const step of steps) {
    await life.take(step)
    await reconcile(life.now)
    expect(await brokenPromises(life), `after ${step}`).toEqual([])
    expect(await leftLocked(life), `after ${step}`).toEqual([])
  }
})

// Left alone long enough, nothing holds any more but what waits for the lender: a request, a message, a phone in its hands.
async function expectToBeForgotten(life: Life): Promise<void> {
  for (let round = 0; round < 12; round += 1) {
    life.now = life.now.add({ hours: 24 * 15 })
    await reconcile(life.now)
    expect(await brokenPromises(life), 'later').toEqual([])
    expect(await leftLocked(life), 'later').toEqual([])
  }
  const left = await database()
    .selectFrom('holds')
    .select('reason')
    .where('loanId', '=', life.loan.loanId)
    .where('endedAt', 'is', null)
    .execute()
  for (const { reason } of left) expect(['return', 'plan_pending', 'dispute']).toContain(reason)
}
