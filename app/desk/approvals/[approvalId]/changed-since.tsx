import { Amount } from '#components/amount.tsx'
import { Banner } from '#components/ui/banner.tsx'
import { Row } from '#components/ui/row.tsx'
import type { Approval } from '#lib/approvals/queries.ts'
import { isolated, type Reader } from '#lib/i18n/format.ts'
import { useTranslations } from '#lib/i18n/translations.ts'
import { hasChanged, type SeenFigures } from './seen-figures.ts'

type Props = { approval: Approval; figures: SeenFigures | undefined; reader: Reader }

/** Said where what was asked can no longer be done: what was seen then, and what is now. */
export function ChangedSince({ approval, figures, reader }: Props) {
  const t = useTranslations('desk-acts')
  const shown = (amountMinor: bigint, { currency }: SeenFigures) => (
    <Amount amountMinor={amountMinor} currency={currency} locale={reader.locale} />
  )
  return (
    <Banner tone="wait" title={t('approval.changed_title')}>
      {hasChanged(figures) && (
        <dl className="flex flex-col gap-1">
          <Row term={t(`approval.seen_${figures.what}`)}>{shown(figures.seenMinor, figures)}</Row>
          <Row term={t(`approval.${figures.what}_now`)}>{shown(figures.nowMinor, figures)}</Row>
        </dl>
      )}
      <p>{t('approval.changed_text', { name: isolated(approval.askerName) })}</p>
    </Banner>
  )
}
