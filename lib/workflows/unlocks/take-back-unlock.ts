import { closeOfOlder, closeWhenOver } from '#lib/cases/close-by-itself.ts'
import type { Database } from '#lib/db/client.ts'
import type { Tx } from '#lib/db/transaction.ts'
import { lockLoan } from '#lib/ledger/ledger.ts'
import { isEndable, revokeUnlock } from '#lib/unlocks/revoke-unlock.ts'
import { openByTheRest } from './revoke-unfounded.ts'

type Which = { lenderId: string; unlockId: string; now: Temporal.Instant }

/**
 * Why staff cannot take an unlock back. `not_by_staff`: money, a plan or a hold asked for it. `nothing_owed`: the lock goes
 * by the ledger. `out`: the lock service has it, or gets it this moment. `over`: it is done, or something replaced it.
 */
export type TakeBackBar = 'missing' | 'not_by_staff' | 'nothing_owed' | 'out' | 'over'

type TakenBack = { outcome: 'taken_back' | 'already_taken_back' } | { refusal: TakeBackBar }

/** Whether staff can take this unlock back; undefined: they can. */
export async function takeBackBar(db: Database, which: Which): Promise<TakeBackBar | undefined> {
  const unlock = await unlockRow(db, which)
  if (!unlock) return 'missing'
  const { state, intent, outstandingMinor } = unlock
  if (!(await askedByStaff(db, unlock))) return 'not_by_staff'
  if (state === 'confirmed' || state === 'superseded') return 'over'
  if (intent === 'release' && outstandingMinor === 0n) return 'nothing_owed'
  return unlock.isEndable ? undefined : 'out'
}

/**
 * Ends what one of the staff asked for and what is not out, with a reason. The phone then opens as far as anything else
 * still says. What money, a plan or a hold asked for is nobody's to take back.
 */
export async function takeBackUnlock(
  tx: Tx,
  wish: Which & { reason: string; staffId: string },
): Promise<TakenBack> {
  const { lenderId, unlockId, reason: note, staffId, now } = wish
  const found = await unlockRow(tx, wish)
  if (!found) return { refusal: 'missing' }
  const loan = await lockLoan(tx, found.loanId)
  await tx
    .selectFrom('devices')
    .select('id')
    .where('id', '=', found.deviceId)
    .forNoKeyUpdate()
    .execute()
  const unlock = (await unlockRow(tx, wish)) ?? found
  if (unlock.revokedAt) return { outcome: 'already_taken_back' }
  const bar = await takeBackBar(tx, wish)
  if (bar) return { refusal: bar }
  const asked = (await askedByStaff(tx, unlock)) ?? []
  const actor = `staff:${staffId}`
  const revocation = { unlockId, lenderId, reason: 'taken_back', actor, note, now } as const
  if (!(await revokeUnlock(tx, revocation))) return { refusal: 'out' }
  await tx.updateTable('unlocks').set({ revokedAt: now }).where('id', 'in', asked).execute()
  const instead = await openByTheRest(tx, { loan, unlockId, deviceId: unlock.deviceId, now })
  const close = instead ? closeOfOlder : closeWhenOver
  await close(tx, { unlockId, lenderId, now })
  return { outcome: 'taken_back' }
}

type UnlockRow = NonNullable<Awaited<ReturnType<typeof unlockRow>>>

function unlockRow(db: Database, { lenderId, unlockId, now }: Which) {
  return db
    .selectFrom('unlocks')
    .innerJoin('loans', 'loans.id', 'unlocks.loanId')
    .select(['unlocks.id', 'unlocks.loanId', 'unlocks.deviceId', 'unlocks.state', 'unlocks.intent'])
    .select(['unlocks.cause', 'unlocks.causeId', 'unlocks.revokedAt', 'loans.outstandingMinor'])
    .select(isEndable(now).as('isEndable'))
    .where('unlocks.id', '=', unlockId)
    .where('unlocks.lenderId', '=', lenderId)
    .executeTakeFirst()
}

type Asked = Pick<UnlockRow, 'id' | 'cause' | 'causeId'>

/** The unlocks that stand for one wish of the staff, those sent again among them; undefined: somebody else wished it. */
async function askedByStaff(db: Database, unlock: Asked): Promise<string[] | undefined> {
  if (unlock.cause !== 'staff') return undefined
  const [, before] = /^resend:(.*)$/.exec(unlock.causeId) ?? []
  if (!before) return [unlock.id]
  const first = await db
    .selectFrom('unlocks')
    .select(['id', 'cause', 'causeId'])
    .where('id', '=', before)
    .executeTakeFirst()
  const asked = first && (await askedByStaff(db, first))
  return asked && [unlock.id, ...asked]
}
