import { Digits } from '#components/digits.tsx'
import { Card } from '#components/ui/card.tsx'
import { portalUrl } from '#lib/http/portal-url.ts'
import { formatUntil, type Reader } from '#lib/i18n/format.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import type { PayLink } from '#lib/payments/links/pay-link.ts'

type Props = {
  link: PayLink
  lender: { host: string }
  reader: Reader
}

/** For whoever was asked to pay by a message: how to make sure that it is real, and until when the link works. */
export async function AskedBy({ link, lender, reader }: Props) {
  const t = await getTranslations('ask')
  const address = `${new URL(portalUrl(lender.host)).host}/scan`
  return (
    <Card>
      <h2>{t('helper.sure_title')}</h2>
      <p>
        {t.rich('helper.sure', {
          address: () => (
            <bdi dir="ltr" className="font-semibold break-all">
              {address}
            </bdi>
          ),
          code: () => <Digits isLong>{link.code.match(/.{1,4}/g)?.join('-')}</Digits>,
        })}
      </p>
      {link.endsAt && (
        <p className="text-small text-soft">
          {t('helper.until', { until: formatUntil(link.endsAt, reader) })}
        </p>
      )}
    </Card>
  )
}
