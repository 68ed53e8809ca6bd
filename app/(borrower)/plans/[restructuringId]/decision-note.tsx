import { Card } from '#components/ui/card.tsx'
import type { PlanRecord } from '#lib/restructurings/queries.ts'
import { isolated } from '#lib/words/format.ts'
import { getTranslations } from '#lib/words/translations.ts'

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
