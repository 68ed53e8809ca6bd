import type { Lender } from '#lib/db/lenders.ts'
import type { Reach } from '#lib/domain/identity/contact.ts'
import { type LoanStanding, standingOf } from '#lib/domain/money/installments.ts'
import { type Reader, todayOf } from '#lib/i18n/format.ts'
import type { Phone } from '#lib/loans/phone.ts'
import { type PhoneStanding, phoneStanding } from '#lib/loans/phone-standing.ts'
import type { AwaitedMoney } from '#lib/plans/awaited-money.ts'
import type { PlanRecord } from '#lib/plans/queries.ts'

/** Everything the pages of a plan show. */
export type ShownPlanRecord = {
  plan: PlanRecord
  phone: Phone
  now: PhoneStanding
  /** The schedule before, as it stood when the offer was made. */
  before: LoanStanding
  lender: Lender
  reach: Reach
  reader: Reader
}

/** The same for the page that says what happens next. */
export type FollowedPlan = ShownPlanRecord & {
  /** Money on its way that the plan waits for. */
  awaited: AwaitedMoney | undefined
}

/** How its page calls a plan: one that was agreed is ended, not taken back. */
export function saidState({ state, acceptedAt }: PlanRecord): PlanRecord['state'] | 'ended' {
  return state === 'withdrawn' && acceptedAt ? 'ended' : state
}

export function shownPlan(
  plan: PlanRecord,
  phone: Phone,
  { lender, reach, reader }: Pick<ShownPlanRecord, 'lender' | 'reach' | 'reader'>,
): ShownPlanRecord {
  const { offer } = plan
  const madeOn = todayOf({ now: offer?.madeAt ?? reader.now, timeZone: lender.timeZone })
  return {
    plan,
    phone,
    now: phoneStanding(phone, reader),
    before: standingOf(plan.before, offer?.outstandingMinor ?? 0n, madeOn),
    lender,
    reach,
    reader,
  }
}
