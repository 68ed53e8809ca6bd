import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { database } from '#lib/db/client.ts'
import type { LenderClock, LoanBalance } from '#lib/domain/lock/effect.ts'
import type { LockQuestion } from '#lib/domain/lock/may-lock.ts'
import type { UnlockIntent } from '#lib/domain/lock/unlock.ts'
import { arrearsOf } from '#lib/domain/money/installments.ts'
import type { UnlockRequest } from '#lib/unlocks/create-unlock.ts'
import { anyBalance, anyClock, day } from '#tests/domain/given-balance.ts'
import { type GivenLoan, givenLender, givenLoan } from '#tests/support/lender.ts'
import { agreedRelease, request } from '#tests/unlocks/given-unlock.ts'

const start = day('2026-01-01')
const around = fc.oneof(
  fc.constantFrom(-60, -1, 0, 4, 5, 6, 60),
  fc.integer({ min: -90_000, max: 90_000 }),
)
const sometimes = <T>(what: fc.Arbitrary<T>) => fc.option(what, { freq: 2 })

// Often some days after the oldest that is owed fell due: there most of what there is to decide is decided.
const balanceAndClock = fc
  .tuple(anyBalance, anyClock, sometimes(fc.integer({ min: -30, max: 200 })))
  .map(([balance, clock, hoursLate]) => {
    const { installments } = arrearsOf(balance.schedule, balance.outstandingMinor, start)
    const oldest = installments.find(({ openMinor }) => openMinor > 0n)
    if (hoursLate === null || !oldest) return { balance, clock }
    const now = oldest.dueOn.toZonedDateTime(clock.timeZone).toInstant().add({ hours: hoursLate })
    return { balance, clock: { ...clock, now } }
  })

const anyOther = fc.record({
  /** By whom the phone was opened until when; only some of it counts. */
  opened: fc.array(
    fc.tuple(
      fc.constantFrom('payment', 'staff', 'plan', 'return', 'hold', 'reconciler', 'resend'),
      around,
    ),
    { maxLength: 2 },
  ),
  released: sometimes(fc.constantFrom('payment', 'staff', 'two people')),
  held: sometimes(around),
  outage: sometimes(around),
  opensWithFirstPayment: fc.integer({ min: 0, max: 3 }).map((dice) => dice === 0),
  /** What the phone has said, the oldest first; it says at last that it is locked. */
  said: fc.uniqueArray(
    fc.record({
      actual: fc.constantFrom('locked', 'unlocked', 'unknown'),
      minutesAgo: fc.oneof(fc.integer({ min: 1, max: 3_000 }), fc.integer({ min: 1, max: 90_000 })),
    }),
    // Of two words of one moment nobody knows which came first.
    { maxLength: 4, selector: ({ minutesAgo }) => minutesAgo },
  ),
  isReturned: fc.integer({ min: 0, max: 9 }).map((dice) => dice === 0),
})
/** All that bears on a lock, in minutes from now. */
export const anyLock = fc.tuple(balanceAndClock, anyOther).map(([a, b]) => ({ ...a, ...b }))
export type Lock = typeof anyLock extends fc.Arbitrary<infer L> ? L : never

type GivenLock = {
  loan: GivenLoan
  question: LockQuestion
  clock: LenderClock
  /** By what the phone has said. */
  lockedSince: Temporal.Instant | null
}

/** Writes all of it down; gives the loan, and what the domain is to be asked. */
export async function givenLock(lock: Lock): Promise<GivenLock> {
  const { clock, held, outage, opensWithFirstPayment } = lock
  const { schedule, outstandingMinor } = lock.balance
  const [first] = arrearsOf(schedule, outstandingMinor, start).installments
  const awaitsFirstPayment = opensWithFirstPayment && (first?.openMinor ?? 0n) > 0n
  const { graceDays, relockAtHour, relock } = clock.policy
  const lender = await givenLender({ policy: { graceDays, relockAtHour, relock } })
  const { timeZone } = clock
  await database().updateTable('lenders').set({ timeZone }).where('id', '=', lender.id).execute()
  const installments = lock.balance.schedule.map(
    ({ dueOn, amountMinor }) => [`${dueOn}`, amountMinor] as const,
  )
  const loan = await givenLoan(lender, installments)
  await database()
    .updateTable('loans')
    .set({ outstandingMinor: lock.balance.outstandingMinor })
    .where('id', '=', loan.loanId)
    .execute()
  if (opensWithFirstPayment) await awaitFirstPayment(loan, clock.now)
  const after = (minutes: number) => clock.now.add({ minutes })
  if (held !== null) await insertHold(loan, { loanId: loan.loanId }, after(held))
  if (outage !== null) await insertHold(loan, { provider: 'http' }, after(outage))
  for (const [by, minutes] of lock.opened)
    await ask(loan, by, { kind: 'until', relockAt: after(minutes) })
  if (lock.released) await ask(loan, lock.released, { kind: 'release' })
  const balance = await returned(loan, lock)
  const lockedSince = await say(loan, lock)
  return {
    loan,
    clock,
    lockedSince,
    question: {
      balance: { ...balance, awaitsFirstPayment },
      isLocked: true,
      isReleased:
        lock.released === 'two people' || (!!lock.released && balance.outstandingMinor === 0n),
      heldUntil: latest([held, outage].filter((one) => one !== null).map(after)),
      openUntil: latest(
        lock.opened
          .filter(([by]) => !['hold', 'return', 'reconciler', 'resend'].includes(by))
          .map(([, minutes]) => after(minutes)),
      ),
    },
  }
}

function latest(moments: Temporal.Instant[]): Temporal.Instant | null {
  return moments.toSorted(Temporal.Instant.compare).at(-1) ?? null
}

async function causeIdOf(loan: GivenLoan, by: string): Promise<string> {
  if (by === 'two people') return agreedRelease(loan)
  return by === 'resend' ? `resend:${randomUUID()}` : randomUUID()
}

async function ask(loan: GivenLoan, by: string, intent: UnlockIntent): Promise<void> {
  const isByStaff = by === 'resend' || by === 'two people'
  const cause = isByStaff ? 'staff' : (by as UnlockRequest['cause'])
  const { unlockId } = await request(loan, { intent, cause, causeId: await causeIdOf(loan, by) })
  // So that the next one is asked beside it, not joined to it.
  await database()
    .updateTable('unlocks')
    .set({ state: 'expired' })
    .where('id', '=', unlockId)
    .execute()
}

function insertHold(
  { lenderId }: GivenLoan,
  about: { loanId: string } | { provider: string },
  untilAt: Temporal.Instant,
) {
  const [reason, causeId, placedBy] = ['staff', randomUUID(), 'staff:test'] as const
  const fromAt = untilAt.subtract({ hours: 1 })
  return database()
    .insertInto('holds')
    .values({ lenderId, ...about, reason, causeId, placedBy, fromAt, untilAt })
    .execute()
}

/** From now on the loan runs by a plan that opens the phone with its first payment. */
export async function awaitFirstPayment(
  { lenderId, loanId }: GivenLoan,
  now = Temporal.Now.instant(),
): Promise<void> {
  const { id: planId } = await database()
    .insertInto('plans')
    .values({
      lenderId,
      loanId,
      state: 'active',
      askedBy: 'borrower:test',
      reference: randomUUID(),
      acceptedAt: now,
      opens: 'after_first_payment',
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await database()
    .updateTable('schedules')
    .set({ planId, source: 'plan' })
    .where('loanId', '=', loanId)
    .execute()
}

async function returned({ deviceId }: GivenLoan, { balance, isReturned, clock }: Lock) {
  if (!isReturned) return balance
  const handedBackAt = clock.now
  await database().updateTable('devices').set({ handedBackAt }).where('id', '=', deviceId).execute()
  return { ...balance, handedBackAt } satisfies LoanBalance
}

/** Gives since when the phone is locked, by what it has said. */
async function say(
  { lenderId, deviceId }: GivenLoan,
  { said, clock }: Lock,
): Promise<Temporal.Instant | null> {
  const story = said
    .map(({ actual, minutesAgo }) => ({ actual, at: clock.now.subtract({ minutes: minutesAgo }) }))
    .toSorted((a, b) => Temporal.Instant.compare(a.at, b.at))
  let since: Temporal.Instant | null = null
  for (const { actual, at: observedAt } of story) {
    if (actual === 'locked') since ??= observedAt
    if (actual === 'unlocked') since = null
    await database()
      .insertInto('deviceEvidence')
      .values({
        lenderId,
        deviceId,
        actual,
        observedAt,
        source: 'webhook',
        rawStatus: 'test',
        receivedAt: observedAt,
        dedupeKey: randomUUID(),
      })
      .execute()
  }
  return since
}
