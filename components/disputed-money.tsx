import { useTranslations } from '#lib/words/translations.ts'
import { Banner } from './ui/banner.tsx'

/** That a bank asks for money back that was paid on the loan, and what may come of it. */
export function DisputedMoney() {
  const t = useTranslations('phones')
  return (
    <Banner tone="wait" title={t('disputed_title')}>
      {t('disputed')}
    </Banner>
  )
}
