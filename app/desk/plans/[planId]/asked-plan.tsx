import { PlanSummary } from '#components/plan-summary.tsx'
import { ScheduleCompare } from '#components/schedule-compare.tsx'
import { Card } from '#components/ui/card.tsx'
import { Row } from '#components/ui/row.tsx'
import { database } from '#lib/db/client.ts'
import { formatMoney } from '#lib/domain/money/money.ts'
import type { Plan } from '#lib/domain/plan/plan.ts'
import { formatDay } from '#lib/i18n/format.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import { firstOffer } from '#lib/plans/newest-offer.ts'
import type { Offer } from '#lib/plans/offer-row.ts'
import type { DeskPlan } from './desk-plan.ts'

export async function AskedPlan({ shown }: { shown: DeskPlan }) {
  const t = await getTranslations('desk-plans')
  const words = await getTranslations('plans')
  const { plan, asked } = shown
  const isAsked = plan.state === 'asked'
  const shownPlan = isAsked ? asked : plan.offer
  if (!shownPlan) return <p className="card">{t('asked.impossible')}</p>
  const { kind } = shownPlan.terms
  if (!isAsked && kind === 'counter' && plan.offer)
    return <CounterOffered shown={shown} offer={plan.offer} />
  const title = kind === 'own_amount' ? t('asked.own_amount') : words(`kind.${kind}`)
  return (
    <ComparedPlan shown={shown} plan={shownPlan} title={t('asked.title', { plan: title })}>
      {isAsked && plan.offer?.outstandingMinor !== shown.arrears.outstandingMinor && (
        <p className="text-small text-soft">{t('asked.changed')}</p>
      )}
    </ComparedPlan>
  )
}

type CounterProps = { shown: DeskPlan; offer: Offer }

/** An offer of staff's own in place of what was asked for: its terms as they were typed, and what had been asked. */
async function CounterOffered({ shown, offer }: CounterProps) {
  const t = await getTranslations('desk-plans')
  const words = await getTranslations('plans')
  const { plan, reader } = shown
  const { extraMonths, pauseMonths, partNowMinor } = offer.terms
  const asked = await firstOffer(database(), plan.id)
  const kind = asked?.terms.kind
  const part = formatMoney({ amountMinor: partNowMinor, currency: plan.currency }, reader.locale)
  return (
    <ComparedPlan shown={shown} plan={offer} title={t('offered.title')}>
      <dl className="flex flex-col gap-2">
        <Row term={t('counter.extra')}>{extraMonths}</Row>
        <Row term={t('counter.pause')}>{pauseMonths}</Row>
        <Row term={t('offered.part')}>{part}</Row>
        <Row term={t('offered.until')}>{formatDay(offer.validUntil, reader)}</Row>
        {kind && kind !== 'counter' && (
          <Row term={t('offered.instead_of')}>
            {kind === 'own_amount' ? t('asked.own_amount') : words(`kind.${kind}`)}
          </Row>
        )}
      </dl>
    </ComparedPlan>
  )
}

type ComparedProps = {
  shown: DeskPlan
  plan: Pick<Plan, 'terms' | 'installments' | 'costMinor'>
  title: string
  children?: React.ReactNode
}

export async function ComparedPlan({ shown, plan, title, children }: ComparedProps) {
  const { reader, arrears } = shown
  const { currency } = shown.plan
  return (
    <div className="grid items-start gap-5 lg:grid-cols-2">
      <Card>
        <h2>{title}</h2>
        <PlanSummary plan={plan} currency={currency} reader={reader} />
        {children}
      </Card>
      <Card>
        <ScheduleCompare
          before={arrears}
          after={plan.installments}
          currency={currency}
          reader={reader}
        />
      </Card>
    </div>
  )
}
