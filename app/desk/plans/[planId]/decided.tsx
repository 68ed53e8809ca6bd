import { Banner } from '#components/ui/banner.tsx'
import { formatDayAndTime, type Reader } from '#lib/i18n/format.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import type { PlanRecord } from '#lib/plans/queries.ts'

type Props = { plan: PlanRecord; names: Map<string, string>; reader: Reader }

export async function Decided({ plan, names, reader }: Props) {
  const t = await getTranslations('desk-plans')
  const { decidedBy, decidedAt, decisionNote } = plan
  if (!decidedBy || !decidedAt) return <Banner tone="plain" title={t('decided.nobody')} />
  const name = names.get(decidedBy) ?? t('decided.by_rules')
  return (
    <Banner tone="plain" title={t('decided.by', { name, at: formatDayAndTime(decidedAt, reader) })}>
      {decisionNote && (
        <p dir="auto" className="whitespace-pre-line wrap-anywhere">
          {decisionNote}
        </p>
      )}
    </Banner>
  )
}
