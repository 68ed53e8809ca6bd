import { useTranslations } from '#lib/words/translations.ts'
import { LinkButton } from './ui/button.tsx'

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
