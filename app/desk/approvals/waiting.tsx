import { Banner } from '#components/ui/banner.tsx'
import { TextLink } from '#components/ui/button.tsx'
import { useTranslations } from '#lib/i18n/translations.ts'

export function Waiting({ approvalId }: { approvalId: string }) {
  const t = useTranslations('desk-acts')
  return (
    <Banner tone="wait" title={t('approval.waits')}>
      <TextLink
        href={`/desk/approvals/${approvalId}`}
        className="inline-flex min-h-11 items-center"
      >
        {t('approval.see')}
      </TextLink>
    </Banner>
  )
}
