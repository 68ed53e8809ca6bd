import { sql } from 'kysely'
import type { Database } from '#lib/db/client.ts'
import { lastDayOf } from '#lib/domain/lock/hold.ts'
import { arrearsOf } from '#lib/domain/money/installments.ts'
import { formatMoney } from '#lib/domain/money/money.ts'
import { formatDay, type Reader, todayOf } from '#lib/i18n/format.ts'
import { readLoan } from '#lib/ledger/ledger.ts'
import { isHeldFor } from '#lib/lock-rules/holds-in-force.ts'

type PlanDetail = { planId: string; until?: string; change?: string }

/** What a notice about a plan says: when somebody answers, until when the offer stands, what is due next, what came of it. */
export async function planFacts(db: Database, detail: PlanDetail, reader: Reader) {
  const plan = await db
    .selectFrom('plans')
    .innerJoin('devices', 'devices.loanId', 'plans.loanId')
    .select(['plans.id', 'plans.reference', 'plans.loanId'])
    .select(['plans.decideBy', 'plans.decisionNote', 'plans.opens'])
    .select(['devices.brand', 'devices.model'])
    .select((eb) =>
      eb
        .selectFrom('planOffers as offer')
        .whereRef('offer.planId', '=', 'plans.id')
        .select((offer) => offer.fn.max('offer.validUntil').as('validUntil'))
        .as('validUntil'),
    )
    .select(isHeldFor('plan_missed', sql.ref('plans.id')).as('isHeld'))
    .where('plans.id', '=', detail.planId)
    .executeTakeFirstOrThrow()
  const loan = await readLoan(db, plan.loanId)
  const { next, arrearsMinor } = arrearsOf(loan.schedule, loan.outstandingMinor, todayOf(reader))
  const shown = (amountMinor: bigint) =>
    formatMoney({ amountMinor, currency: loan.currency }, reader.locale)
  const lastDay = (until: Temporal.Instant) =>
    formatDay(lastDayOf(until, reader.timeZone), reader, 'long')
  return {
    reference: plan.reference,
    phone: `${plan.brand} ${plan.model}`,
    decideBy: plan.decideBy ? lastDay(plan.decideBy) : '',
    validUntil: plan.validUntil ? formatDay(plan.validUntil, reader, 'long') : '',
    note: plan.decisionNote ?? '',
    opens: plan.opens ?? 'on_acceptance',
    isHeld: plan.isHeld ? 'yes' : 'no',
    overdue: shown(arrearsMinor),
    next: next ? shown(next.openMinor) : '',
    nextOn: next ? formatDay(next.dueOn, reader, 'long') : '',
    until: detail.until ? lastDay(Temporal.Instant.from(detail.until)) : '',
    change: `${detail.change ?? ''}${detail.change === 'missed' ? `_${loan.lender.policy.plan.whenMissed}` : ''}`,
    path: `/plans/${plan.id}`,
  }
}
