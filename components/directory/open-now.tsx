import { opennessAt } from '#lib/domain/open-now.ts'
import type { OpeningSpan } from '#lib/domain/opening-hours.ts'
import { formatMoment, type Reader } from '#lib/i18n/format.ts'
import { useTranslations } from '#lib/i18n/translations.ts'

/** Whether somebody is there now, and from when else, by the lender's clock. */
export function OpenNow({ spans, reader }: { spans: readonly OpeningSpan[]; reader: Reader }) {
  const t = useTranslations('directory')
  const openness = opennessAt(spans, reader)
  if (!openness) return null
  if (openness.state === 'closed')
    return (
      <p className="font-semibold text-wait">
        {t('open.closed', { at: formatMoment(openness.opensAt, reader) })}
      </p>
    )
  return (
    <p className="font-semibold text-good">
      {openness.state === 'always'
        ? t('open.always')
        : t('open.open', { until: formatMoment(openness.until, reader) })}
    </p>
  )
}
