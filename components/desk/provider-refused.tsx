import { Banner } from '#components/ui/banner.tsx'
import { TextLink } from '#components/ui/button.tsx'
import { useTranslations } from '#lib/i18n/translations.ts'

/** Trying again will not help, so it says how to pay instead. */
export function ProviderRefused() {
  const t = useTranslations('pay')
  return (
    <Banner tone="bad" title={t('refused_title')}>
      <p>{t('refused')}</p>
      <TextLink href="/help" className="flex min-h-11 items-center">
        {t('refused_help')}
      </TextLink>
    </Banner>
  )
}
