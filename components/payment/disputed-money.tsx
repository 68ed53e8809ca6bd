import { Banner } from '#components/ui/banner.tsx'
import { useTranslations } from '#lib/i18n/translations.ts'

/** That a bank asks for money back that was paid on the loan, and what may come of it. */
export function DisputedMoney() {
  const t = useTranslations('phones')
  return (
    <Banner tone="wait" title={t('disputed_title')}>
      {t('disputed')}
    </Banner>
  )
}
