import { Card } from '#components/ui/card.tsx'
import type { LenderPolicy } from '#lib/domain/policy/lender-policy.ts'
import { getTranslations } from '#lib/words/translations.ts'
import type { PromiseView } from './promise-view.ts'

type Props = { view: PromiseView; policy: LenderPolicy }

/** What a promise does, and what follows when it is kept and when it is not: read before it is made. */
export async function PromiseTerms({ view, policy }: Props) {
  const t = await getTranslations('promises')
  const { remindDaysBefore: days, mostInNinetyDays: most } = policy.promise
  return (
    <Card>
      <h2>{t('terms.title')}</h2>
      <ul className="flex list-disc flex-col gap-2 ps-5">
        <li>{t(`terms.${view.lock}`)}</li>
        <li>{t('terms.remind', { days })}</li>
        <li>{t('terms.kept')}</li>
        <li>{t('terms.not_kept')}</li>
        <li>{t('terms.most', { most })}</li>
      </ul>
    </Card>
  )
}
