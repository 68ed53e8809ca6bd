import { Digits } from '#components/digits.tsx'
import { TextLink } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { Row } from '#components/ui/row.tsx'
import type { OwnMessage } from '#lib/cases/message-of.ts'
import { formatMoment, type Reader } from '#lib/i18n/format.ts'
import { getTranslations } from '#lib/i18n/translations.ts'

type Props = { message: OwnMessage; reader: Reader; addHref?: string }

export async function YourMessage({ message, reader, addHref }: Props) {
  const t = await getTranslations('holds')
  const { reference, openedAt, what, note, paymentReference, before } = message
  return (
    <Card>
      <h2>{t('sent.yours_title')}</h2>
      <dl className="flex flex-col gap-2">
        <Row term={t('sent.reference')}>
          <Digits>{reference}</Digits>
        </Row>
        <Row term={t('sent.at')}>{formatMoment(openedAt, reader)}</Row>
        <Row term={t('sent.what')}>{t(`choice.${what}.label`)}</Row>
        {paymentReference && (
          <Row term={t('sent.payment_reference')}>
            <bdi className="break-all">{paymentReference}</bdi>
          </Row>
        )}
      </dl>
      <Words note={note} />
      {before.length > 0 && (
        <>
          <h3 className="font-semibold">{t('sent.before')}</h3>
          <ol className="flex flex-col gap-3">
            {before.map((said) => (
              <li key={String(said.at)} className="flex flex-col gap-1">
                <span className="text-small text-soft">
                  {t(`choice.${said.what}.label`)} · {formatMoment(said.at, reader)}
                </span>
                <Words note={said.note} />
                {said.paymentReference && <bdi className="break-all">{said.paymentReference}</bdi>}
              </li>
            ))}
          </ol>
        </>
      )}
      {addHref && (
        <TextLink href={addHref} className="flex min-h-11 items-center">
          {t('sent.add')}
        </TextLink>
      )}
    </Card>
  )
}

export function Words({ note }: { note: string }) {
  if (!note) return null
  return (
    <p dir="auto" className="break-words whitespace-pre-line">
      {note}
    </p>
  )
}
