import { dayAt } from '#lib/domain/day.ts'
import { lastDayOf } from '#lib/domain/lock/hold.ts'
import { formatMoney } from '#lib/domain/money/money.ts'
import { formatDay } from '#lib/i18n/format.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import { type FollowedPlan, saidState } from './shown-plan.ts'

export async function PlanLead({ plan, phone, now, awaited, lender, reader }: FollowedPlan) {
  const t = await getTranslations('plans')
  const { state, decideBy, offer, opens, stateAt } = plan
  const { next, overdue, arrearsMinor } = now.arrears
  const day = (at: Temporal.Instant | null) =>
    at ? formatDay(lastDayOf(at, lender.timeZone), reader, 'long') : ''
  const isLate = decideBy !== null && Temporal.Instant.compare(decideBy, reader.now) <= 0
  const amount = (amountMinor: bigint) =>
    formatMoney({ amountMinor, currency: plan.currency }, reader.locale)
  const said = saidState(plan, phone)
  const key =
    state === 'asked' && isLate
      ? 'asked_late'
      : awaited
        ? 'active_waiting'
        : state === 'active' && overdue.length > 0
          ? 'active_overdue'
          : state === 'active' && opens === 'after_first_payment' && now.reason !== 'open'
            ? 'active_before_first'
            : said === 'missed'
              ? (`missed_${lender.policy.plan.whenMissed}` as const)
              : said
  return (
    <p>
      {t(`lead.${key}`, {
        decideBy: day(decideBy),
        validUntil: offer ? formatDay(offer.validUntil, reader, 'long') : '',
        next: next ? amount(next.openMinor) : amount(0n),
        nextOn: next ? formatDay(next.dueOn, reader, 'long') : '',
        overdue: amount(arrearsMinor),
        clearing: amount(awaited?.amountMinor ?? 0n),
        until: day(awaited?.until ?? null),
        since: formatDay(dayAt(stateAt, lender.timeZone), reader),
      })}
    </p>
  )
}
