import { TextLink } from '#components/ui/button.tsx'
import { Icon } from '#components/ui/icon.tsx'
import type { Answer } from '#lib/domain/lock/screens.ts'
import { useTranslations } from '#lib/i18n/translations.ts'

export function Careful({ screen }: { screen: Answer }) {
  const t = useTranslations('locks')
  return (
    <>
      <h2 className="flex items-center gap-2.5 text-wait">
        <Icon name="alert" className="size-6" />
        {t('careful_title')}
      </h2>
      <p>{t('careful_services')}</p>
      <p>
        {t(screen === 'pin' ? 'careful_reset_pin' : 'careful_reset')}{' '}
        {screen !== 'reset' && <TextLink href="/locks/reset">{t('careful_reset_done')}</TextLink>}
      </p>
    </>
  )
}
