import { KeptAway } from '#app/desk/kept-away.tsx'
import { Amount } from '#components/amount.tsx'
import { DeskClock } from '#components/desk/desk-clock.tsx'
import { TextLink } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { Row } from '#components/ui/row.tsx'
import { formatDayAndTime } from '#lib/i18n/format.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import type { PlanLine } from '#lib/plans/queries.ts'
import type { DeskPlan } from './desk-plan.ts'

type Props = { shown: DeskPlan; others: PlanLine[] }

export async function PlanFacts({ shown, others }: Props) {
  const t = await getTranslations('desk-plans')
  const { plan, arrears, reader } = shown
  const { outstandingMinor, arrearsMinor, overdue } = arrears
  const amount = (amountMinor: bigint) => (
    <Amount amountMinor={amountMinor} currency={plan.currency} locale={reader.locale} />
  )
  return (
    <Card>
      <dl className="flex flex-col gap-2">
        <Row term={t('fact.borrower')}>
          <bdi>{plan.borrowerName}</bdi>
        </Row>
        <Row term={t('fact.loan')}>
          <TextLink href={`/desk/loans/${plan.loanId}`}>
            <bdi dir="ltr">{plan.loanNumber}</bdi>
          </TextLink>
        </Row>
        <Row term={t('fact.owed')}>{amount(outstandingMinor)}</Row>
        <Row term={t('fact.overdue', { count: overdue.length })}>{amount(arrearsMinor)}</Row>
        <Row term={t('fact.asked')}>{formatDayAndTime(plan.askedAt, reader)}</Row>
        {plan.state === 'asked' && plan.decideBy && (
          <Row term={t('fact.answer')}>
            <DeskClock dueAt={plan.decideBy} reader={reader} />
          </Row>
        )}
        <KeptAway loanId={plan.loanId} causeId={plan.id} reader={reader} />
      </dl>
      {others.length > 1 && (
        <>
          <h2>{t('others')}</h2>
          <ul className="flex flex-col gap-1 text-small">
            {others
              .filter(({ id }) => id !== plan.id)
              .map(({ id, reference, state, askedAt }) => (
                <li key={id}>
                  <TextLink href={`/desk/plans/${id}`} className="inline-block min-h-6">
                    <bdi dir="ltr">{reference}</bdi>
                  </TextLink>{' '}
                  {t(`state.${state}`)}, {formatDayAndTime(askedAt, reader)}
                </li>
              ))}
          </ul>
        </>
      )}
    </Card>
  )
}
