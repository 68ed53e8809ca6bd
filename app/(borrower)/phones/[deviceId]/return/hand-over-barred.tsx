import { Banner } from '#components/ui/banner.tsx'
import { formatDay, type Reader } from '#lib/i18n/format.ts'
import { useTranslations } from '#lib/i18n/translations.ts'
import type { HandOverBar } from '#lib/returns/hand-over-bar.ts'

export function HandOverBarred({ bar, reader }: { bar: HandOverBar; reader: Reader }) {
  const t = useTranslations('returns')
  const { name, againOn } = bar
  return (
    <Banner tone="wait" title={t('barred.title')}>
      <p>{t(`barred.${name}`)}</p>
      {againOn && <p>{t('barred.again', { day: formatDay(againOn, reader, 'long') })}</p>}
    </Banner>
  )
}
