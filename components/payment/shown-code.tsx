import { Card } from '#components/ui/card.tsx'
import { formatMoment, type Reader } from '#lib/i18n/format.ts'
import { useTranslations } from '#lib/i18n/translations.ts'

type Props = { code: { code: string; expiresAt: Temporal.Instant | null }; reader: Reader }

export function ShownCode({ code: { code, expiresAt }, reader }: Props) {
  const t = useTranslations('code')
  return (
    <Card>
      <h2>{t('code')}</h2>
      <p dir="ltr" className="py-2 text-center text-4xl font-bold tracking-[0.15em] tabular-nums">
        {grouped(code)}
      </p>
      <p>{t('type_it')}</p>
      {expiresAt && (
        <p className="text-small text-soft">
          {t('expires', { at: formatMoment(expiresAt, reader) })}
        </p>
      )}
    </Card>
  )
}

// Read out and typed in groups: 4817 2206, 481 206.
function grouped(code: string): string {
  const size = code.length % 4 === 0 ? 4 : 3
  return code.replace(new RegExp(`.{${size}}(?=.)`, 'g'), '$& ')
}
