import { TextLink } from '#components/ui/button.tsx'
import { Icon } from '#components/ui/icon.tsx'
import { useTranslations } from '#lib/i18n/translations.ts'

/** What makes it worse: a reset, and those who offer to open it. */
export function Careful() {
  const t = useTranslations('locks')
  return (
    <>
      <h2 className="flex items-center gap-2.5 text-wait">
        <Icon name="alert" className="size-6" />
        {t('careful_title')}
      </h2>
      <p>{t('careful_services')}</p>
      <p>
        {t('careful_reset')} <TextLink href="/locks/reset">{t('careful_reset_done')}</TextLink>
      </p>
    </>
  )
}
