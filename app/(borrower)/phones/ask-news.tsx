import { Banner } from '#components/ui/banner.tsx'
import { TextLink } from '#components/ui/button.tsx'
import { formatMoney } from '#lib/domain/money/money.ts'
import { formatMoment, isolated, type Reader } from '#lib/i18n/format.ts'
import { useTranslations } from '#lib/i18n/translations.ts'
import type { Phone } from '#lib/loans/phone.ts'

/** What has come last of the links by which the borrower asks others to pay; nothing where there is no news. */
export function AskNews({ phone, reader }: { phone: Phone; reader: Reader }) {
  const t = useTranslations('ask')
  const { askNews, currency, deviceId } = phone
  if (!askNews) return null
  const { payLinkId, name, at, paid } = askNews
  const amount = paid ? formatMoney({ ...paid, currency }, reader.locale) : ''
  const facts = { amount, name: isolated(name ?? '') }
  const what = paid ? 'paid' : 'opened'
  return (
    <Banner
      tone={paid ? 'good' : 'plain'}
      title={t(name ? `news.${what}_for` : `news.${what}`, facts)}
    >
      <p>{formatMoment(at, reader)}</p>
      <TextLink
        href={paid ? `/payments/${paid.paymentId}` : `/phones/${deviceId}/ask/${payLinkId}`}
        className="inline-flex min-h-11 items-center"
      >
        {t(paid ? 'news.see_payment' : 'news.see')}
      </TextLink>
    </Banner>
  )
}
