import { randomUUID } from 'node:crypto'
import { database } from '#lib/db/client.ts'
import { barsToLocking, forbiddenUntil } from '#lib/domain/lock/may-lock.ts'
import { readLoan } from '#lib/ledger/ledger.ts'
import { holdsInForce } from '#lib/lock-rules/holds-in-force.ts'
import { lockFacts } from '#lib/lock-rules/lock-facts.ts'
import type { GivenLoan } from '#tests/support/lender.ts'

/** Everything that forbids to lock a phone at a moment, as the lock side is told; with the holds that stand then. */
export async function barsAt(loan: GivenLoan, now: Temporal.Instant) {
  const { question, clock, held } = await askedAt(loan, now)
  const heldUntil = held[0]?.untilAt ?? null
  const bars = barsToLocking({ ...question, heldUntil }, clock)
  return { bars, reasons: held.map(({ reason }) => reason) }
}

/** Until when something that no person has decided forbids to lock a phone; null: nothing does. */
export async function openByItselfUntil(loan: GivenLoan, now: Temporal.Instant) {
  const { question, clock, held } = await askedAt(loan, now)
  const byItself = held.find(({ reason }) => reason !== 'dispute_answered')
  return forbiddenUntil({ ...question, heldUntil: byItself?.untilAt ?? null }, clock)
}

async function askedAt(loan: GivenLoan, now: Temporal.Instant) {
  const balance = await readLoan(database(), loan.loanId)
  const held = await database()
    .selectFrom('devices')
    .innerJoinLateral(holdsInForce(now).as('holds'), (join) => join.onTrue())
    .select(['holds.reason', 'holds.untilAt'])
    .where('devices.loanId', '=', loan.loanId)
    .orderBy('holds.untilAt', 'desc')
    .execute()
  const facts = await database()
    .selectFrom('devices')
    .innerJoin('loans', 'loans.id', 'devices.loanId')
    .select(lockFacts)
    .where('devices.loanId', '=', loan.loanId)
    .executeTakeFirstOrThrow()
  const { policy, timeZone } = balance.lender
  return {
    held,
    clock: { policy, timeZone, now },
    question: { ...facts, balance, isLocked: false },
  }
}

/** For most of a year until an hour ago something other than money kept the phone open: more days than any policy leaves. */
export async function keptOpenAllYear({ lenderId, loanId }: GivenLoan): Promise<void> {
  const now = Temporal.Now.instant()
  await database()
    .insertInto('holds')
    .values({
      lenderId,
      loanId,
      reason: 'promise',
      causeId: randomUUID(),
      placedBy: 'keyturn',
      fromAt: now.subtract({ hours: 24 * 300 }),
      untilAt: now.subtract({ hours: 1 }),
      isCounted: true,
    })
    .execute()
}
