import { Banner } from '#components/ui/banner.tsx'
import { useTranslations } from '#lib/i18n/translations.ts'

/** That a bank asks for money back that was paid on the loan, or has kept it, and what may come of it. */
export function DisputedMoney({ isLost }: { isLost: boolean }) {
  const t = useTranslations('phones')
  const said = isLost ? 'lost' : 'disputed'
  return (
    <Banner tone="wait" title={t(`${said}_title`)}>
      {t(said)}
    </Banner>
  )
}
