import { randomBytes } from 'node:crypto'
import type { Selectable } from 'kysely'
import { writeAuditLog } from '#lib/db/audit-log.ts'
import { addJob } from '#lib/db/jobs.ts'
import type { Unlocks } from '#lib/db/schema.generated.ts'
import type { Tx } from '#lib/db/transaction.ts'
import { formatReference } from '#lib/domain/identity/reference.ts'
import { coversIntent, liveStates, type UnlockIntent } from '#lib/domain/lock/unlock.ts'
import { isOpenedByHand } from '#lib/gateways/mdm/registry.ts'
import { promisedByPerson } from './promised-by-person.ts'

export type UnlockRequest = {
  deviceId: string
  intent: UnlockIntent
  cause: 'payment' | 'reconciler' | 'staff' | 'plan' | 'return' | 'hold'
  causeId: string
  actor: string
  /** In the place of a longer one: what it was asked for has been taken back. */
  isShorter?: boolean
  /** When it counts as late. Where a person opens the phone, only the hours until then count in which one is there. */
  deadlineAt: Temporal.Instant
  now: Temporal.Instant
}

type UnlockRequested = {
  unlockId: string
  isNew: boolean
  /** A shorter one was under way, and is superseded. */
  hasReplaced?: boolean
}

/**
 * Asks for a phone to be opened; delivery starts when the transaction commits. One cause asks once.
 * A live unlock that opens the phone at least as long is joined; a shorter one is superseded. What somebody paid or gave
 * time for is kept although it joins: it still stands when the longer one loses its entitlement.
 */
export async function createUnlock(tx: Tx, request: UnlockRequest): Promise<UnlockRequested> {
  const { deviceId, intent, cause, causeId } = request
  const device = await tx
    .selectFrom('devices')
    .select(['id', 'lenderId', 'loanId', 'provider'])
    .where('id', '=', deviceId)
    .forNoKeyUpdate()
    .executeTakeFirstOrThrow()
  const idempotencyKey = `${cause}:${causeId}:${deviceId}:${intent.kind}`
  const others = await tx
    .selectFrom('unlocks')
    .select(['id', 'intent', 'relockAt', 'idempotencyKey', 'supersededBy'])
    .where('deviceId', '=', deviceId)
    .where((eb) =>
      eb.or([eb('idempotencyKey', '=', idempotencyKey), eb('state', 'in', liveStates)]),
    )
    .execute()
  const before = others.find((one) => one.idempotencyKey === idempotencyKey)
  if (before) return { unlockId: before.supersededBy ?? before.id, isNew: false }
  const [live] = others
  const isCovered = live && !request.isShorter && coversIntent(intentOf(live), intent)
  const { provider, ...owner } = device
  const deadlineAt = isOpenedByHand(provider)
    ? await promisedByPerson(tx, owner.lenderId, request)
    : request.deadlineAt
  const insert = { ...request, ...owner, deadlineAt, idempotencyKey }
  if (isCovered) {
    if (givesTime(cause)) await insertUnlock(tx, insert, live.id)
    return { unlockId: live.id, isNew: false }
  }
  if (live) await supersede(tx, live.id, request.now)
  const unlockId = await insertUnlock(tx, insert)
  if (live)
    await tx
      .updateTable('unlocks')
      .set({ supersededBy: unlockId })
      .where('id', '=', live.id)
      .execute()
  await addJob(tx, 'send-unlock', { unlockId }, { key: `unlock:${unlockId}` })
  return { unlockId, isNew: true, hasReplaced: live !== undefined }
}

/** The wish a row of `unlocks` stands for. */
export function intentOf(row: Pick<Selectable<Unlocks>, 'intent' | 'relockAt'>): UnlockIntent {
  if (row.intent === 'until' && row.relockAt) return { kind: 'until', relockAt: row.relockAt }
  return row.intent === 'release' ? { kind: 'release' } : { kind: 'indefinite' }
}

async function supersede(tx: Tx, unlockId: string, now: Temporal.Instant): Promise<void> {
  await tx
    .updateTable('unlocks')
    .set({ state: 'superseded', stateAt: now })
    .where('id', '=', unlockId)
    .execute()
}

type UnlockInsert = UnlockRequest & { lenderId: string; loanId: string; idempotencyKey: string }

function givesTime(cause: UnlockRequest['cause']): boolean {
  return cause === 'payment' || cause === 'staff' || cause === 'plan'
}

async function insertUnlock(
  tx: Tx,
  request: UnlockInsert,
  supersededBy: string | null = null,
): Promise<string> {
  const {
    lenderId,
    deviceId,
    loanId,
    intent,
    cause,
    causeId,
    idempotencyKey,
    deadlineAt,
    now,
    actor,
    isShorter = false,
  } = request
  const { id } = await tx
    .insertInto('unlocks')
    .values({
      lenderId,
      deviceId,
      loanId,
      cause,
      causeId,
      idempotencyKey,
      deadlineAt,
      reference: formatReference(randomBytes(8)),
      intent: intent.kind,
      relockAt: intent.kind === 'until' ? intent.relockAt : null,
      isShorter,
      requestedAt: now,
      stateAt: now,
      nextActionAt: now,
      supersededBy,
      state: supersededBy ? 'superseded' : 'requested',
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await writeAuditLog(tx, {
    lenderId,
    actor,
    action: 'unlock.requested',
    subject: 'unlock',
    subjectId: id,
    detail: { intent: intent.kind, cause },
  })
  return id
}
