import type { Database } from '#lib/db/client.ts'
import { isUuid } from '#lib/domain/identity/uuid.ts'
import { liveReturnStates, overReturnStates } from '#lib/domain/return/return.ts'
import { ownReturns, type ReturnOwner } from './lock-return.ts'

/** A return with its loan and phone; another's is not found. */
export async function returnOf(db: Database, owner: ReturnOwner, returnId: string) {
  if (!isUuid(returnId)) return undefined
  return ownReturns(db, owner)
    .innerJoin('devices', 'devices.id', 'returns.deviceId')
    .innerJoin('borrowers', 'borrowers.id', 'loans.borrowerId')
    .leftJoin('unlocks', 'unlocks.id', 'returns.unlockId')
    .select(returnFields)
    .select(['loans.loanNumber', 'loans.currency', 'loans.outstandingMinor', 'loans.creditMinor'])
    .select(['loans.id as loanId', 'borrowers.name as borrowerName', 'borrowers.id as borrowerId'])
    .select(['devices.brand', 'devices.model', 'devices.nickname', 'devices.imei'])
    .select(['devices.lockState', 'devices.relockAt', 'devices.id as deviceId'])
    .select(['unlocks.state as unlockState', 'unlocks.deadlineAt as unlockDeadlineAt'])
    .where('returns.id', '=', returnId)
    .executeTakeFirst()
}

export type ReturnDetail = NonNullable<Awaited<ReturnType<typeof returnOf>>>

const returnFields = [
  'returns.id as returnId',
  'returns.lenderId',
  'returns.reference',
  'returns.state',
  'returns.stateAt',
  'returns.version',
  'returns.askedAt',
  'returns.handOver',
  'returns.dropOffPoint',
  'returns.courierOn',
  'returns.courierSlot',
  'returns.courierAddress',
  'returns.arrangedAt',
  'returns.sendBy',
  'returns.scheduledAt',
  'returns.scheduledBy',
  'returns.scheduleNote',
  'returns.dataWindowUntil',
  'returns.wipeConsentAt',
  'returns.wipeConsentBy',
  'returns.receivedAt',
  'returns.receivedBy',
  'returns.accountsLeft',
  'returns.condition',
  'returns.inspectionNote',
  'returns.inspectedAt',
  'returns.inspectedBy',
  'returns.answerBy',
  'returns.disputeNote',
  'returns.disputedAt',
  'returns.decisionNote',
  'returns.decidedBy',
  'returns.owedAfterMinor',
  'returns.agreedAt',
  'returns.settledAt',
  'returns.closedAt',
] as const

/** The newest return of a borrower's phone that was not given up; undefined when there is none. */
export async function returnOfPhone(db: Database, borrowerId: string, deviceId: string) {
  if (!isUuid(deviceId)) return undefined
  return ownReturns(db, { borrowerId })
    .select(['returns.id as returnId', 'returns.state', 'returns.version', 'returns.reference'])
    .select(['returns.settledAt'])
    .where('returns.deviceId', '=', deviceId)
    .where('returns.state', 'not in', ['withdrawn', 'expired'])
    .orderBy('returns.askedAt', 'desc')
    .limit(1)
    .executeTakeFirst()
}

/** The return of a loan whose phone is still to be handed over. */
export function arrangedReturn(db: Database, loanId: string) {
  return db
    .selectFrom('returns')
    .select(['id as returnId', 'version'])
    .where('loanId', '=', loanId)
    .where('state', '=', 'arranged')
    .executeTakeFirst()
}

/** What is ticked on a return's checklist. */
export async function checksOf(db: Database, returnId: string) {
  return db
    .selectFrom('returnChecks')
    .select(['item', 'tickedAt'])
    .where('returnId', '=', returnId)
    .orderBy('tickedAt')
    .execute()
}

/** The photos of a return, without the pictures themselves. */
export async function photosOf(db: Database, returnId: string) {
  return db
    .selectFrom('returnPhotos')
    .select(['id as photoId', 'width', 'height', 'addedBy', 'addedAt'])
    .where('returnId', '=', returnId)
    .orderBy('addedAt')
    .execute()
}

/** One photo of one's own return; another's is not found. */
export async function photoOf(db: Database, owner: ReturnOwner, photoId: string) {
  if (!isUuid(photoId)) return undefined
  return ownReturns(db, owner)
    .innerJoin('returnPhotos', 'returnPhotos.returnId', 'returns.id')
    .select(['returnPhotos.image', 'returnPhotos.mediaType', 'returns.id as returnId'])
    .where('returnPhotos.id', '=', photoId)
    .executeTakeFirst()
}

export type ReturnFilter = 'open' | 'over'

const pageSize = 500

/** The returns of a lender that are under way, or that are over; the newest change first, a page at a time. */
export function returnsOfLender(db: Database, lenderId: string, filter: ReturnFilter, page = 1) {
  return (
    listOf(db, lenderId)
      // Only what is on the page is joined, however late the page.
      .where('returns.id', 'in', (eb) =>
        eb
          .selectFrom('returns as listed')
          .select('listed.id')
          .where('listed.lenderId', '=', lenderId)
          .where('listed.state', 'in', filter === 'open' ? liveReturnStates : overReturnStates)
          .orderBy('listed.stateAt', 'desc')
          .orderBy('listed.id')
          .limit(pageSize)
          .offset((page - 1) * pageSize),
      )
      .orderBy('returns.stateAt', 'desc')
      .orderBy('returns.id')
      .execute()
  )
}

function listOf(db: Database, lenderId: string) {
  return ownReturns(db, { lenderId })
    .innerJoin('devices', 'devices.id', 'returns.deviceId')
    .select(['returns.id as returnId', 'returns.reference', 'returns.state', 'returns.stateAt'])
    .select(['returns.scheduledAt', 'returns.courierOn', 'returns.sendBy', 'returns.answerBy'])
    .select('returns.dataWindowUntil')
    .select(['loans.id as loanId', 'loans.loanNumber', 'devices.brand', 'devices.model'])
}

/** A return by the reference on its label, for who scans it. */
export function returnByReference(db: Database, lenderId: string, reference: string) {
  return ownReturns(db, { lenderId })
    .select('returns.id as returnId')
    .where('returns.reference', '=', reference)
    .executeTakeFirst()
}

/** The returns whose time has come. */
export async function dueReturns(db: Database, now: Temporal.Instant) {
  return db
    .selectFrom('returns')
    .select(['returns.id as returnId', 'returns.lenderId', 'returns.version', 'returns.state'])
    .select('returns.dataWindowUntil as openUntil')
    .where('returns.nextActionAt', '<=', now)
    .orderBy('returns.nextActionAt')
    .limit(100)
    .execute()
}

/** What was taken off the loan for the phone when the return was settled. */
export async function takenOffFor(db: Database, returnId: string): Promise<bigint> {
  const { taken } = await db
    .selectFrom('postings')
    .innerJoin('ledgerEntries', 'ledgerEntries.postingId', 'postings.id')
    .select((eb) => eb.fn.sum<string | null>('ledgerEntries.amountMinor').as('taken'))
    .where('postings.cause', '=', 'return')
    .where('postings.causeId', '=', returnId)
    .where('ledgerEntries.account', '=', 'return_value')
    .executeTakeFirstOrThrow()
  return BigInt(taken ?? 0)
}
