import { RowLink } from '#components/ui/rows.tsx'
import { useTranslations } from '#lib/i18n/translations.ts'

/** The way to asking somebody else to pay: one line, by one name. */
export function AskRow({ deviceId }: { deviceId: string }) {
  const t = useTranslations('ask')
  return (
    <RowLink href={`/phones/${deviceId}/ask`} icon="message" title={t('title')}>
      {t('row')}
    </RowLink>
  )
}
