import type { Installment } from '#lib/domain/money/installments.ts'
import type { PlanTerms } from '#lib/domain/plan/plan.ts'
import { formatDay, type Reader } from '#lib/i18n/format.ts'
import { useTranslations } from '#lib/i18n/translations.ts'
import { Amount } from './amount.tsx'
import { Row } from './ui/row.tsx'

/** What the pages show of a plan. */
type ShownPlan = {
  terms: PlanTerms
  installments: readonly Installment[]
  costMinor: bigint
}

type Props = { plan: ShownPlan; currency: string; reader: Reader }

export function PlanSummary({ plan, currency, reader }: Props) {
  const t = useTranslations('plans')
  const { terms, installments, costMinor } = plan
  const monthly = terms.partNowMinor > 0n ? installments.slice(1) : installments
  const [first, last] = [monthly[0], monthly.at(-1)]
  const totalMinor = installments.reduce((sum, one) => sum + one.amountMinor, 0n)
  const shown = (amountMinor: bigint) => (
    <Amount amountMinor={amountMinor} currency={currency} locale={reader.locale} />
  )
  if (!first || !last) return null
  return (
    <dl className="flex flex-col gap-2">
      {terms.partNowMinor > 0n && installments[0] && (
        <Row term={t('figure.part_now', { day: formatDay(installments[0].dueOn, reader) })}>
          {shown(terms.partNowMinor)}
        </Row>
      )}
      <Row term={t('figure.each')}>{shown(first.amountMinor)}</Row>
      <Row term={t('figure.count')}>{monthly.length}</Row>
      {last.amountMinor !== first.amountMinor && (
        <Row term={t('figure.last_amount')}>{shown(last.amountMinor)}</Row>
      )}
      <Row term={t('figure.first')}>{formatDay(first.dueOn, reader)}</Row>
      <Row term={t('figure.last')}>{formatDay(last.dueOn, reader)}</Row>
      <Row term={t('figure.cost')}>{costMinor === 0n ? t('figure.no_cost') : shown(costMinor)}</Row>
      <Row term={t('figure.total')}>{shown(totalMinor)}</Row>
    </dl>
  )
}
