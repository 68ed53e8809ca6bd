import { Amount } from '#components/amount.tsx'
import { ScheduleCompare } from '#components/schedule-compare.tsx'
import { Choice } from '#components/ui/choice.tsx'
import { formatMoney } from '#lib/domain/money/money.ts'
import type { Plan } from '#lib/domain/plan/plan.ts'
import { formatDay, type Reader } from '#lib/i18n/format.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import { type Offered, type PlanView, writtenDays } from './plan-view.ts'

type Props = { plan: Offered; view: PlanView; reader: Reader; isChosen: boolean }

export async function PlanOption({ plan, view, reader, isChosen }: Props) {
  const t = await getTranslations('plans')
  const { currency } = view.basis
  return (
    <div className="flex flex-col gap-1">
      <Choice
        name="kind"
        value={plan.terms.kind}
        defaultChecked={isChosen}
        label={t(`kind.${plan.terms.kind}`)}
        aside={
          <span>
            <Amount amountMinor={plan.eachMinor} currency={currency} locale={reader.locale} />
            <span className="text-small font-normal whitespace-nowrap text-soft @min-[26rem]:block @min-[26rem]:text-end">
              {' '}
              {t('often', view.rhythm)}
            </span>
          </span>
        }
        hint={<PlanLines plan={plan} view={view} reader={reader} />}
      />
      <PlanDetails plan={plan} view={view} reader={reader} />
    </div>
  )
}

export async function PlanLines({ plan, view, reader }: Omit<Props, 'isChosen'>) {
  const t = await getTranslations('plans')
  const { currency, today, policy } = view.basis
  const { terms, installments, costMinor, isInstant } = plan
  const shown = (amountMinor: bigint) => formatMoney({ amountMinor, currency }, reader.locale)
  const monthly = terms.partNowMinor > 0n ? installments.slice(1) : installments
  const written = writtenDays(view, reader)
  const decideBy = today.add({ days: policy.decideWithinDays })
  const lines = [
    ...(plan.isSuggested ? [t('option.suggested')] : []),
    ...(terms.partNowMinor > 0n ? [t('option.now', { amount: shown(terms.partNowMinor) })] : []),
    t('option.span', {
      count: monthly.length,
      first: written(monthly[0]?.dueOn ?? today),
      last: written(plan.lastDueOn),
    }),
    costMinor === 0n ? t('option.no_cost') : t('option.cost', { cost: shown(costMinor) }),
    isInstant
      ? t('option.at_once')
      : t('option.by_person', { day: formatDay(decideBy, reader, 'long') }),
  ]
  return lines.map((line, index) => (
    <span
      key={line}
      className={`block ${plan.isSuggested && index === 0 ? 'font-semibold text-good' : ''}`}
    >
      {line}
    </span>
  ))
}

type DetailsProps = { plan: Plan; view: PlanView; reader: Reader }

async function PlanDetails({ plan, view, reader }: DetailsProps) {
  const t = await getTranslations('plans')
  return (
    <details className="px-4">
      <summary className="flex min-h-11 cursor-pointer items-center text-small text-soft underline underline-offset-4">
        {t('option.details', { plan: t(`kind.${plan.terms.kind}`) })}
      </summary>
      <ScheduleCompare
        before={view.arrears}
        after={plan.installments}
        currency={view.basis.currency}
        reader={reader}
      />
    </details>
  )
}
