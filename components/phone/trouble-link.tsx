import { LinkButton } from '#components/ui/button.tsx'
import { useTranslations } from '#lib/i18n/translations.ts'

type Props = { deviceId: string; look?: 'primary' | 'quiet' }

/** The way to what else there is than paying: one page, by one name. */
export function TroubleLink({ deviceId, look = 'quiet' }: Props) {
  const t = useTranslations('trouble')
  return (
    <LinkButton look={look} href={`/phones/${deviceId}/trouble`}>
      {t('title')}
    </LinkButton>
  )
}
