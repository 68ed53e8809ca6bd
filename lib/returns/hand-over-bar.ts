import type { Database } from '#lib/db/client.ts'
import { dayAt } from '#lib/domain/day.ts'
import { lastDayOf } from '#lib/domain/lock/hold.ts'
import { heldUntilSent, mostUnsentReturns, unsentWithinDays } from '#lib/domain/return/return.ts'
import type { LoanRecord } from '#lib/ledger/ledger.ts'
import { mayOpenUntil, openAgainOf } from '#lib/lock-rules/open-spans.ts'

type Loan = Pick<LoanRecord, 'loanId' | 'lender'>

/** By when a phone is to be sent that is arranged to go back now, and until when it is held open for that. */
export function timesOfHandOver({ lender }: Pick<Loan, 'lender'>, now: Temporal.Instant) {
  const { policy, timeZone } = lender
  const { sendWithinDays, dataWindowHours } = policy.return
  const sendBy = dayAt(now, timeZone).add({ days: sendWithinDays })
  return { sendBy, heldUntil: heldUntilSent(sendBy, dataWindowHours, { timeZone, now }) }
}

/** Why no return can be arranged by itself now, and from when it can be again; no day: not within a year. */
export type HandOverBar = {
  name: 'too_often' | 'open_days_used'
  againOn: Temporal.PlainDate | undefined
}

/** What bars a return that would be arranged now; undefined: nothing does. */
export async function barToHandOver(
  db: Database,
  loan: Loan,
  now: Temporal.Instant,
): Promise<HandOverBar | undefined> {
  const { timeZone } = loan.lender
  const tooOftenUntil = await oftenNotSentUntil(db, loan, now)
  if (tooOftenUntil) return { name: 'too_often', againOn: dayAt(tooOftenUntil, timeZone) }
  const { heldUntil } = timesOfHandOver(loan, now)
  if (await mayOpenUntil(db, loan, { until: heldUntil, now })) return undefined
  const { days } = dayAt(now, timeZone).until(lastDayOf(heldUntil, timeZone))
  return { name: 'open_days_used', againOn: await openAgainOf(db, loan, { days, now }) }
}

// Every arranged return opens the phone for a while.
async function oftenNotSentUntil(
  db: Database,
  { loanId }: Loan,
  now: Temporal.Instant,
): Promise<Temporal.Instant | undefined> {
  const within = { hours: 24 * unsentWithinDays }
  const unsent = await db
    .selectFrom('returns')
    .select('arrangedAt')
    .where('loanId', '=', loanId)
    .where('state', 'in', ['withdrawn', 'expired'])
    .where('arrangedAt', '>', now.subtract(within))
    .orderBy('arrangedAt', 'desc')
    .execute()
  return unsent[mostUnsentReturns - 1]?.arrangedAt?.add(within)
}
