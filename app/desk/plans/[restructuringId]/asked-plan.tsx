import { PlanSummary } from '#components/plan-summary.tsx'
import { ScheduleCompare } from '#components/schedule-compare.tsx'
import { Card } from '#components/ui/card.tsx'
import type { Plan } from '#lib/domain/restructuring/plan.ts'
import { getTranslations } from '#lib/words/translations.ts'
import type { DeskPlan } from './desk-plan.ts'

/** What was asked for, with the figures of now; once it is decided, the schedule that was offered. */
export async function AskedPlan({ shown }: { shown: DeskPlan }) {
  const [t, words] = [await getTranslations('desk-plans'), await getTranslations('plans')]
  const { plan, asked } = shown
  const isAsked = plan.state === 'asked'
  const shownPlan = isAsked ? asked : plan.offer
  if (!shownPlan) return <p className="card">{t('asked.impossible')}</p>
  const { kind } = shownPlan.terms
  const title = kind === 'own_amount' ? t('asked.own_amount') : words(`kind.${kind}`)
  return (
    <ComparedPlan shown={shown} plan={shownPlan} title={t('asked.title', { plan: title })}>
      {isAsked && plan.offer?.outstandingMinor !== shown.standing.outstandingMinor && (
        <p className="text-small text-soft">{t('asked.changed')}</p>
      )}
    </ComparedPlan>
  )
}

type ComparedProps = {
  shown: DeskPlan
  plan: Pick<Plan, 'terms' | 'installments' | 'costMinor'>
  title: string
  children?: React.ReactNode
}

/** A plan in figures beside every installment, old and new. */
export async function ComparedPlan({ shown, plan, title, children }: ComparedProps) {
  const { reader, standing } = shown
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
          before={standing}
          after={plan.installments}
          currency={currency}
          reader={reader}
        />
      </Card>
    </div>
  )
}
