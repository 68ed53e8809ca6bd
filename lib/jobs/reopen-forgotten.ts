import { sql } from 'kysely'
import { awaitsFirstPayment } from '#lib/db/awaits-first-payment.ts'
import { database } from '#lib/db/client.ts'
import { lockLoan } from '#lib/db/ledger.ts'
import { type Tx, transaction } from '#lib/db/transaction.ts'
import { effectOf } from '#lib/domain/effect.ts'
import { liveStates, type UnlockIntent } from '#lib/domain/unlock.ts'
import { requestUnlock } from '#lib/unlocks/request-unlock.ts'

const batch = 100

/** Phones that say "locked" while the books say "open", with no unlock under way, get a new one by themselves. */
export async function reopenForgotten(now: Temporal.Instant): Promise<void> {
  for (const candidate of await lockedWithoutUnlock()) {
    await transaction((tx) => reopen(tx, candidate, now))
  }
}

type Candidate = { deviceId: string; loanId: string; lockStateAt: Temporal.Instant | null }

// The database names phones that owe nothing by today; the books below decide.
function lockedWithoutUnlock(): Promise<Candidate[]> {
  return database()
    .selectFrom('devices')
    .innerJoin('loans', 'loans.id', 'devices.loanId')
    .innerJoin('lenders', 'lenders.id', 'loans.lenderId')
    .select(['devices.id as deviceId', 'devices.loanId', 'devices.lockStateAt'])
    .where('devices.lockState', '=', 'locked')
    .where('devices.provider', '<>', 'manual')
    .where('devices.returnedAt', 'is', null)
    .where((eb) => eb.not(awaitsFirstPayment))
    .where(nobodyIsOnIt)
    .where((eb) =>
      eb(
        eb
          .selectFrom('installments')
          .innerJoin('schedules', 'schedules.id', 'installments.scheduleId')
          .select((sum) =>
            sum.fn
              .coalesce(sum.fn.sum<bigint>('installments.amountMinor'), sum.lit(0))
              .as('notYetDue'),
          )
          .whereRef('schedules.loanId', '=', 'loans.id')
          .where('schedules.supersededAt', 'is', null)
          .where(({ eb: due }) =>
            due(
              'installments.dueOn',
              '>=',
              due.fn<Temporal.PlainDate>('today_in', ['lenders.timeZone']),
            ),
          ),
        '>=',
        eb.ref('loans.outstandingMinor'),
      ),
    )
    .limit(batch)
    .execute()
}

// Under way, refused (a person has it), or given up since the phone last said "locked": the same evidence asks once.
const nobodyIsOnIt = sql<boolean>`not exists (
  select from unlocks as other
   where other.device_id = devices.id
     and (other.state = any(${[...liveStates]})
       or (other.state in ('failed', 'expired') and other.requested_at >= devices.lock_state_at)
       or (other.state = 'rejected' and not exists (
             select from unlocks as newer
              where newer.device_id = other.device_id and newer.requested_at > other.requested_at))))`

async function reopen(
  tx: Tx,
  { deviceId, loanId, lockStateAt }: Candidate,
  now: Temporal.Instant,
): Promise<void> {
  const loan = await lockLoan(tx, loanId)
  const clock = { policy: loan.lender.policy, timeZone: loan.lender.timeZone, now }
  const effect = effectOf(loan, 0n, clock)
  const isOwed = effect.kind === 'none' || (effect.kind === 'until' && !effect.cleared)
  if (isOwed) return
  const intent: UnlockIntent =
    effect.kind === 'until'
      ? { kind: 'until', relockAt: effect.relockAt }
      : { kind: (await wasPaidOffHere(tx, loanId)) ? effect.kind : 'indefinite' }
  await requestUnlock(tx, {
    deviceId,
    intent,
    cause: 'reconciler',
    causeId: `${lockStateAt?.epochMilliseconds ?? 0}`,
    actor: 'keyturn',
    deadlineAt: now.add({ minutes: loan.lender.policy.unlockWithinMinutes }),
    now,
  })
}

// Removing the lock for good cannot be taken back: only a payment booked here earns it by itself, never an import.
async function wasPaidOffHere(tx: Tx, loanId: string): Promise<boolean> {
  const payment = await tx
    .selectFrom('payments')
    .select('id')
    .where('loanId', '=', loanId)
    .where('effect', '=', 'release')
    .executeTakeFirst()
  return payment !== undefined
}
