import { DeskQr } from '#components/desk/desk-qr.tsx'
import { Digits } from '#components/digits.tsx'
import { modelName } from '#components/phone/phone-name.ts'
import { Card } from '#components/ui/card.tsx'
import { formatUntil, isolated, type Reader } from '#lib/i18n/format.ts'
import { useTranslations } from '#lib/i18n/translations.ts'
import type { Phone } from '#lib/loans/phone.ts'
import type { AskLink } from '#lib/payments/links/ask-links.ts'

type Props = { link: AskLink; phone: Phone; portal: string; lender: string; reader: Reader }

/** What is handed over on paper: nothing on it says whose phone it is. */
export function Paper({ link, phone, portal, lender, reader }: Props) {
  const t = useTranslations('ask')
  const { code, endsAt } = link
  const address = `${new URL(portal).host}/scan`
  return (
    <>
      <div className="print:hidden">
        <h2>{t('send.paper')}</h2>
        <p className="text-small">{t('send.print')}</p>
      </div>
      <Card>
        <h2>{t('sheet.title')}</h2>
        <p className="font-semibold">
          <bdi>{modelName(phone)}</bdi>
        </p>
        <p>{t('sheet.to', { lender: isolated(lender) })}</p>
        <p>{t('sheet.scan')}</p>
        <DeskQr text={`${portal}/p/${code}`} label={t('sheet.qr')} />
        <p>
          {t.rich('sheet.type', {
            address: () => (
              <bdi dir="ltr" className="font-semibold break-all">
                {address}
              </bdi>
            ),
          })}
        </p>
        <p className="text-lead font-semibold">
          <Digits isLong>{inFours(code)}</Digits>
        </p>
        <p className="text-small text-soft">
          {t('sheet.until', { until: formatUntil(endsAt, reader) })}
        </p>
      </Card>
    </>
  )
}

function inFours(code: string): string {
  return code.match(/.{1,4}/g)?.join('-') ?? code
}
