import { randomUUID } from 'node:crypto'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import type { UnlockIntent, UnlockState } from '#lib/domain/lock/unlock.ts'
import type { DeviceSnapshot } from '#lib/gateways/mdm/port.ts'
import { createUnlock, type UnlockRequest } from '#lib/unlocks/create-unlock.ts'
import { type Evidence, recordEvidence } from '#lib/unlocks/record-evidence.ts'
import type { GivenLoan } from '#tests/support/lender.ts'
import { givenStaff } from '#tests/support/staff.ts'

/** The moment from which these tests count. */
export const start = Temporal.Instant.from('2026-11-21T04:00:00Z')

export function at(minutes: number): Temporal.Instant {
  return start.add({ seconds: Math.round(minutes * 60) })
}

export function request(loan: GivenLoan, values: Partial<UnlockRequest> = {}) {
  return transaction((tx) =>
    createUnlock(tx, {
      deviceId: loan.deviceId,
      intent: { kind: 'indefinite' },
      cause: 'staff',
      causeId: randomUUID(),
      actor: 'staff:test',
      deadlineAt: at(60),
      now: start,
      ...values,
    }),
  )
}

/** An unlock that was sent and accepted at the start. */
export async function accepted(loan: GivenLoan, intent: UnlockIntent = { kind: 'indefinite' }) {
  const { unlockId } = await request(loan, { intent })
  await inState(unlockId, 'accepted')
  return unlockId
}

export async function inState(unlockId: string, state: UnlockState): Promise<void> {
  const isSent = state !== 'requested' && state !== 'superseded'
  await database()
    .updateTable('unlocks')
    .set({
      state,
      dispatchedAt: isSent ? start : null,
      acceptedAt: state === 'accepted' || state === 'delivered' ? start : null,
      confirmedAt: state === 'confirmed' ? start : null,
    })
    .where('id', '=', unlockId)
    .execute()
}

/** What a device says, heard as it says so; `minute` is when that was, from the start. */
export function says(
  loan: GivenLoan,
  { minute = 1, ...over }: Partial<DeviceSnapshot> & { minute?: number } = {},
  evidence: Partial<Evidence> = {},
) {
  const snapshot: DeviceSnapshot = {
    actual: 'unlocked',
    otherLocks: [],
    observedAt: at(minute),
    rawStatus: 'test',
    ...over,
  }
  return transaction((tx) =>
    recordEvidence(tx, {
      deviceId: loan.deviceId,
      lenderId: loan.lenderId,
      source: 'webhook',
      dedupeKey: randomUUID(),
      now: latest(snapshot.observedAt, snapshot.lastSeenAt),
      snapshot,
      ...evidence,
    }),
  )
}

function latest(a: Temporal.Instant, b = a): Temporal.Instant {
  return Temporal.Instant.compare(a, b) < 0 ? b : a
}

export function unlockRow(unlockId: string) {
  return database()
    .selectFrom('unlocks')
    .selectAll()
    .where('id', '=', unlockId)
    .executeTakeFirstOrThrow()
}

export function deviceRow(loan: GivenLoan) {
  return database()
    .selectFrom('devices')
    .selectAll()
    .where('id', '=', loan.deviceId)
    .executeTakeFirstOrThrow()
}

/** Two people have agreed to remove a loan's lock for good: names what an unlock is then asked by. */
export async function agreedRelease({ loanId, lenderId }: GivenLoan): Promise<string> {
  const lender = { id: lenderId }
  const asked = await givenStaff(lender, 'agent')
  const decided = await givenStaff(lender, 'approver')
  const { id } = await database()
    .insertInto('approvals')
    .values({
      lenderId,
      kind: 'release',
      subjectId: loanId,
      detail: '{}',
      reason: 'Agreed',
      askedBy: asked.id,
      decidedBy: decided.id,
      state: 'approved',
      decidedAt: Temporal.Now.instant(),
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}
