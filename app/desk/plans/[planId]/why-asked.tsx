import { Amount } from '#components/amount.tsx'
import { Card } from '#components/ui/card.tsx'
import { Row } from '#components/ui/row.tsx'
import { affordableMinor, budgetNames, leftOverMinor } from '#lib/domain/plan/ask.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import type { DeskPlan } from './desk-plan.ts'

export async function WhyAsked({ shown }: { shown: DeskPlan }) {
  const t = await getTranslations('desk-plans')
  const words = await getTranslations('plans')
  const { plan, reader } = shown
  const { reasons, reasonNote, budget, currency } = plan
  const amount = (amountMinor: bigint) => (
    <Amount amountMinor={amountMinor} currency={currency} locale={reader.locale} />
  )
  return (
    <Card>
      <h2>{t('why.title')}</h2>
      {reasons.length > 0 ? (
        <ul className="flex list-disc flex-col gap-1 ps-5">
          {reasons.map((name) => (
            <li key={name}>{words(`reason.${name}`)}</li>
          ))}
        </ul>
      ) : (
        <p className="text-soft">{t('why.unsaid')}</p>
      )}
      {reasonNote && (
        <blockquote
          dir="auto"
          className="border-s-4 border-line ps-3 whitespace-pre-line wrap-anywhere"
        >
          {reasonNote}
        </blockquote>
      )}
      {budget ? (
        <dl className="flex flex-col gap-1 text-small">
          {budgetNames.map((name) => (
            <Row key={name} term={words(`budget.${name}`)}>
              {amount(budget[name])}
            </Row>
          ))}
          <Row term={t('why.left')}>
            <strong>{amount(leftOverMinor(budget))}</strong>
          </Row>
          <Row term={t('why.half')}>{amount(affordableMinor(budget))}</Row>
        </dl>
      ) : (
        <p className="text-small text-soft">{t('why.no_budget')}</p>
      )}
    </Card>
  )
}
