import { Card } from '#components/ui/card.tsx'
import { RowLink, Rows } from '#components/ui/rows.tsx'
import { asTextMessage } from '#lib/domain/text-message.ts'
import { useTranslations } from '#lib/i18n/translations.ts'
import { CopyButton, ShareButton } from './share-buttons.tsx'

type Props = { address: string; lender: string }

/** Every way to send a link: those of this device, and its address to be given by hand. */
export function SendLink({ address, lender }: Props) {
  const t = useTranslations('ask')
  const shared = { title: t('message.subject'), text: t('message.text', { lender, address }) }
  const [subject, body] = [encodeURIComponent(shared.title), encodeURIComponent(shared.text)]
  return (
    <>
      <ShareButton shared={shared} label={t('send.share')} />
      <Rows title={t('send.ways')}>
        <RowLink href={`https://wa.me/?text=${body}`} icon="message" title={t('send.whatsapp')} />
        <RowLink
          href={`sms:?&body=${encodeURIComponent(asTextMessage(shared.text))}`}
          icon="phone"
          title={t('send.text')}
        />
        <RowLink
          href={`mailto:?subject=${subject}&body=${body}`}
          icon="mail"
          title={t('send.mail')}
        />
      </Rows>
      <Card className="print:hidden">
        <h2>{t('send.address')}</h2>
        <p className="text-small text-soft">{t('send.address_hint')}</p>
        <p>
          <bdi dir="ltr" className="font-semibold break-all select-all">
            {address}
          </bdi>
        </p>
        <CopyButton text={address} label={t('send.copy')} copied={t('send.copied')} />
      </Card>
    </>
  )
}
