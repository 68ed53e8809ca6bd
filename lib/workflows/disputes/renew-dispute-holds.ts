import { type SqlBool, sql } from 'kysely'
import { database } from '#lib/db/client.ts'
import { type Tx, transaction } from '#lib/db/transaction.ts'
import { longestUntil } from '#lib/domain/lock/hold.ts'
import { lockLoan } from '#lib/ledger/ledger.ts'
import { holdPhone } from '#lib/workflows/holds/hold-phone.ts'

const batch = 100
/** The phone must have heard of the new end before the old one comes. */
const renewBefore = { hours: 24 }

/** No phone is locked because an answer is late: the hold of a dispute goes on, a few days at a time, until it is answered. */
export async function renewDisputeHolds(now: Temporal.Instant): Promise<void> {
  for (const held of await endingUnanswered(now)) await transaction((tx) => renew(tx, held, now))
}

type Unanswered = { loanId: string; causeId: string }

function endingUnanswered(now: Temporal.Instant): Promise<Unanswered[]> {
  return database()
    .selectFrom('holds')
    .innerJoin('devices', 'devices.loanId', 'holds.loanId')
    .select(['devices.loanId', 'holds.causeId'])
    .where('holds.endedAt', 'is', null)
    .where('holds.untilAt', '<=', now.add(renewBefore))
    .where('holds.reason', '=', 'dispute')
    .where('devices.handedBackAt', 'is', null)
    .where(isUnanswered)
    .orderBy('holds.untilAt')
    .limit(batch)
    .execute()
}

// Only the cause of a dispute is sure to be a case.
const isUnanswered = sql<SqlBool>`exists (
  select from cases
   where cases.id = case when holds.reason = 'dispute' then holds.cause_id::uuid end
     and cases.closed_at is null)`

async function renew(tx: Tx, { loanId, causeId }: Unanswered, now: Temporal.Instant) {
  // The loan first, as when it is answered: what is answered meanwhile is not held again.
  const { lender } = await lockLoan(tx, loanId)
  const { id: lenderId, policy, timeZone } = lender
  const isOpen = await tx
    .selectFrom('cases')
    .select('id')
    .where('id', '=', causeId)
    .where('closedAt', 'is', null)
    .executeTakeFirst()
  if (!isOpen) return
  const until = longestUntil(policy, 'dispute_answered', { now, timeZone })
  await holdPhone(tx, {
    lenderId,
    loanId,
    reason: 'dispute',
    causeId,
    placedBy: 'keyturn',
    until,
    now,
  })
}
