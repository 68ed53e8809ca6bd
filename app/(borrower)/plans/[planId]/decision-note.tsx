import { Card } from '#components/ui/card.tsx'
import { isolated } from '#lib/i18n/format.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import type { PlanRecord } from '#lib/plans/queries.ts'

type Props = { plan: PlanRecord; lenderName: string }

/** What the person who decided wrote to the borrower. */
export async function DecisionNote({ plan, lenderName }: Props) {
  const t = await getTranslations('plans')
  if (!plan.decisionNote) return null
  return (
    <Card>
      <h2>{t('note_from', { lender: isolated(lenderName) })}</h2>
      <p dir="auto" className="whitespace-pre-line wrap-anywhere">
        {plan.decisionNote}
      </p>
    </Card>
  )
}
