import { randomBytes } from 'node:crypto'
import { type Selectable, sql } from 'kysely'
import { writeAuditLog } from '#lib/db/audit-log.ts'
import { addJob } from '#lib/db/jobs.ts'
import type { Devices, Unlocks } from '#lib/db/schema.generated.ts'
import type { Tx } from '#lib/db/transaction.ts'
import { formatReference } from '#lib/domain/identity/reference.ts'
import {
  coversIntent,
  givenUpStates,
  isLive,
  liveStates,
  type UnlockIntent,
} from '#lib/domain/lock/unlock.ts'
import { isOpenedByHand } from '#lib/gateways/mdm/registry.ts'
import { promisedByPerson } from './promised-by-person.ts'
import { satisfies } from './satisfies.ts'

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
  /** A shorter one was under way or with a person, and is superseded. */
  hasReplaced?: boolean
}

/**
 * Asks for a phone to be opened; delivery starts when the transaction commits. One cause asks once.
 * What stands and opens the phone at least as long is joined, else it ends. What somebody paid or gave time for is kept
 * although it joins: it still stands when the longer one loses its entitlement.
 */
export async function createUnlock(tx: Tx, request: UnlockRequest): Promise<UnlockRequested> {
  const { deviceId, intent, cause, causeId } = request
  const device = await tx
    .selectFrom('devices')
    .select(['id', 'lenderId', 'loanId', 'provider', 'lockState', 'relockAt'])
    .where('id', '=', deviceId)
    .forNoKeyUpdate()
    .executeTakeFirstOrThrow()
  const idempotencyKey = `${cause}:${causeId}:${deviceId}:${intent.kind}`
  const before = await tx
    .selectFrom('unlocks')
    .select(['id', 'supersededBy'])
    .where('idempotencyKey', '=', idempotencyKey)
    .executeTakeFirst()
  if (before) return { unlockId: before.supersededBy ?? before.id, isNew: false }
  const current = await currentUnlock(tx, deviceId)
  const { id, lenderId, loanId, provider } = device
  const deadlineAt = isOpenedByHand(provider)
    ? await promisedByPerson(tx, lenderId, request)
    : request.deadlineAt
  const insert = { ...request, deviceId: id, lenderId, loanId, deadlineAt, idempotencyKey }
  if (current && !request.isShorter && bringsNothing(intent, current, device)) {
    if (givesTime(cause)) await insertUnlock(tx, insert, current.id)
    return { unlockId: current.id, isNew: false }
  }
  const replaced = current && current.state !== 'confirmed' ? current : undefined
  if (replaced) await supersede(tx, replaced.id, request.now)
  const unlockId = await insertUnlock(tx, insert)
  if (replaced)
    await tx
      .updateTable('unlocks')
      .set({ supersededBy: unlockId })
      .where('id', '=', replaced.id)
      .execute()
  await addJob(tx, 'send-unlock', { unlockId }, { key: `unlock:${unlockId}` })
  return { unlockId, isNew: true, hasReplaced: replaced !== undefined }
}

// The one under way, or the newest: given up, or open and not locked since.
function currentUnlock(tx: Tx, deviceId: string) {
  return tx
    .selectFrom('unlocks')
    .select(['id', 'state', 'intent', 'relockAt'])
    .where('deviceId', '=', deviceId)
    .where('relockedAt', 'is', null)
    .where((eb) =>
      eb.or([
        eb('state', 'in', liveStates),
        eb('isNewest', '=', true).and('state', 'in', [...givenUpStates, 'confirmed']),
      ]),
    )
    .orderBy(sql`state = any(${[...liveStates]})`, 'desc')
    .orderBy('requestedAt', 'desc')
    .limit(1)
    .executeTakeFirst()
}

type CurrentUnlock = NonNullable<Awaited<ReturnType<typeof currentUnlock>>>
type Phone = Pick<Selectable<Devices>, 'provider' | 'lockState' | 'relockAt'>

// What a lock service has given up or done is sent there anew; a person has it, or has done it, and is not asked twice.
function bringsNothing(intent: UnlockIntent, current: CurrentUnlock, phone: Phone): boolean {
  if (isLive(current.state)) return coversIntent(intentOf(current), intent)
  if (!isOpenedByHand(phone.provider)) return false
  if (current.state !== 'confirmed') return coversIntent(intentOf(current), intent)
  const { lockState, relockAt } = phone
  return satisfies(intent, { actual: lockState, relockAt: relockAt ?? undefined })
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
