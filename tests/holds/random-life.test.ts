import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import type { HoldEnd, HoldReason } from '#lib/domain/lock/hold.ts'
import type { LockState } from '#lib/domain/lock/unlock.ts'
import { createUnlock } from '#lib/unlocks/create-unlock.ts'
import { recordEvidence } from '#lib/unlocks/record-evidence.ts'
import { endHolds } from '#lib/workflows/holds/end-holds.ts'
import { holdPhone, liftHold } from '#lib/workflows/holds/hold-phone.ts'
import { requestHeldUnlocks } from '#lib/workflows/holds/request-held-unlocks.ts'
import { twoLate } from '#tests/payments/given-payment.ts'
import { freshDatabase } from '#tests/support/database/database.ts'
import { type GivenLoan, givenLender, givenLoan } from '#tests/support/lender.ts'

await freshDatabase()
const byDate = await givenLender()
const byLender = await givenLender({ policy: { relock: 'by_lender' } })

const reasons: HoldReason[] = ['promise', 'dispute', 'return', 'staff']
const ends: HoldEnd[] = ['kept', 'broken', 'withdrawn', 'decided', 'staff']
const cause = fc.integer({ min: 0, max: 2 })
const anyStep = fc.oneof(
  fc.record({
    does: fc.constant('place' as const),
    cause,
    reason: fc.constantFrom(...reasons),
    hours: fc.integer({ min: 1, max: 240 }),
  }),
  fc.record({
    does: fc.constant('end' as const),
    cause,
    reason: fc.constantFrom(...reasons),
    why: fc.constantFrom(...ends),
  }),
  fc.record({ does: fc.constant('pass' as const), hours: fc.integer({ min: 0, max: 100 }) }),
  fc.record({
    does: fc.constant('says' as const),
    actual: fc.constantFrom<LockState>('locked', 'locked', 'unlocked', 'locking', 'unknown'),
    relockInHours: fc.option(fc.integer({ min: 1, max: 300 })),
  }),
  fc.record({ does: fc.constant('pays' as const), hours: fc.integer({ min: 1, max: 300 }) }),
  fc.record({ does: fc.constant('arrives' as const) }),
  fc.record({ does: fc.constant('gives_up' as const) }),
)
type Step = typeof anyStep extends fc.Arbitrary<infer S> ? S : never

class Life {
  now = Temporal.Now.instant().round('second')
  causes = [randomUUID(), randomUUID(), randomUUID()]
  readonly loan: GivenLoan
  constructor(loan: GivenLoan) {
    this.loan = loan
  }

  async take(step: Step): Promise<void> {
    // Nothing happens at the very same moment as something else.
    this.now = this.now.add({ seconds: 1 })
    const { loan, now } = this
    if (step.does === 'pass') this.now = now.add({ hours: step.hours })
    if (step.does === 'place') {
      const { reason, hours } = step
      const [causeId, until] = [this.causes[step.cause] ?? '', now.add({ hours })]
      const hold = { lenderId: loan.lenderId, loanId: loan.loanId, reason, causeId, until, now }
      await transaction((tx) => holdPhone(tx, { ...hold, placedBy: 'staff:test' }))
    }
    if (step.does === 'end') {
      const { reason, why: endReason } = step
      const ending = { reason, causeId: this.causes[step.cause] ?? '', endReason, now }
      await transaction((tx) => liftHold(tx, { ...ending, endedBy: 'staff:test' }))
    }
    if (step.does === 'says') await this.says(step.actual, step.relockInHours)
    if (step.does === 'pays') await this.pays(step.hours)
    if (step.does === 'arrives')
      await this.unlocks('accepted', { dispatchedAt: now, acceptedAt: now })
    if (step.does === 'gives_up') await this.unlocks('expired', { dispatchedAt: now })
  }

  private async says(actual: LockState, relockInHours: number | null): Promise<void> {
    const { loan, now } = this
    const relockAt =
      actual === 'unlocked' && relockInHours ? now.add({ hours: relockInHours }) : undefined
    await transaction((tx) =>
      recordEvidence(tx, {
        deviceId: loan.deviceId,
        lenderId: loan.lenderId,
        source: 'webhook',
        now,
        dedupeKey: randomUUID(),
        snapshot: {
          actual,
          otherLocks: [],
          observedAt: now,
          rawStatus: 'test',
          ...(relockAt && { relockAt }),
        },
      }),
    )
  }

  private async pays(hours: number): Promise<void> {
    const { loan, now } = this
    await transaction((tx) =>
      createUnlock(tx, {
        deviceId: loan.deviceId,
        cause: 'staff',
        causeId: randomUUID(),
        actor: 'staff:test',
        intent: { kind: 'until', relockAt: now.add({ hours }) },
        now,
        deadlineAt: now.add({ hours: 1 }),
      }),
    )
  }

  private async unlocks(state: 'accepted' | 'expired', values: object): Promise<void> {
    await database()
      .updateTable('unlocks')
      .set({ state, stateAt: this.now, ...values })
      .where('deviceId', '=', this.loan.deviceId)
      .where('state', 'in', ['requested', 'accepted'])
      .execute()
  }

  async sweep(): Promise<void> {
    await endHolds(this.now)
    await requestHeldUnlocks(this.now)
  }
}

/** Holds that break a promise of the register. */
function brokenHolds({ now, loan }: Life) {
  return sql`
    select id, reason from holds
     where loan_id = ${loan.loanId}
       and (until_at is null
         or (ended_at is null and until_at <= ${now})
         or (ended_at is not null and end_reason = 'over' and until_at > ended_at)
         or (ended_at is null and exists (
              select from holds as other
               where other.id <> holds.id and other.reason = holds.reason
                 and other.cause_id = holds.cause_id and other.ended_at is null)))`.execute(
    database(),
  )
}

/** Whether the phone is locked, or will be, against a hold, with nobody at it and nothing asked since it said so. */
function lockedAgainstHolds({ now, loan }: Life) {
  return sql`
    select holds.id from holds
      join devices on devices.loan_id = holds.loan_id
      join lenders on lenders.id = holds.lender_id
     where holds.loan_id = ${loan.loanId} and holds.ended_at is null and holds.until_at > ${now}
       and (devices.lock_state in ('locked', 'locking')
         or (devices.lock_state = 'unlocked'
           and devices.relock_at < holds.until_at - interval '1 minute'))
       and not exists (
         select from unlocks where unlocks.device_id = devices.id
          and ((unlocks.state in ('requested', 'dispatching', 'retry_wait', 'accepted', 'delivered')
                and (unlocks.intent = 'indefinite'
                  or (unlocks.relock_at >= holds.until_at - interval '1 minute'
                    and lenders.policy->>'relock' = 'by_date')))
            or (unlocks.cause = 'hold' and unlocks.requested_at >= devices.lock_state_at)))`.execute(
    database(),
  )
}

test.for([byDate, byLender])(
  'whatever happens in whatever order: every hold ends, each cause has one, and no phone stays locked against a hold after a sweep',
  { timeout: 120_000 },
  async (lender) => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyStep, { minLength: 1, maxLength: 14 }), async (steps) => {
        const life = new Life(await givenLoan(lender, twoLate(), { lockState: 'unknown' }))
        for (const step of steps) {
          await life.take(step)
          await life.sweep()
          expect((await brokenHolds(life)).rows, 'holds').toEqual([])
          expect((await lockedAgainstHolds(life)).rows, 'locked').toEqual([])
        }
      }),
      { numRuns: 40 },
    )
  },
)
