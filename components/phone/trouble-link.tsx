import { LinkButton } from '#components/ui/button.tsx'
import { useTranslations } from '#lib/i18n/translations.ts'

/** The way to what else there is than paying: one page, by one name. */
export function TroubleLink({ deviceId }: { deviceId: string }) {
  const t = useTranslations('trouble')
  return (
    <LinkButton look="quiet" href={`/phones/${deviceId}/trouble`}>
      {t('title')}
    </LinkButton>
  )
}
