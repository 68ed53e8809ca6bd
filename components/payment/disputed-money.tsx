import { Banner } from '#components/ui/banner.tsx'
import { useTranslations } from '#lib/i18n/translations.ts'
import { awaitsRelease, type DisputedLoan } from './awaits-release.ts'

export function DisputedMoney({ of }: { of: DisputedLoan }) {
  const t = useTranslations('phones')
  const isReleaseAwaited = awaitsRelease(of) ? 'yes' : 'no'
  const said = of.isDisputeLost ? 'lost' : 'disputed'
  return (
    <Banner tone="wait" title={t(`${said}_title`)}>
      {t(said, { isReleaseAwaited })}
    </Banner>
  )
}
