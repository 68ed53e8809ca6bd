import { Digits } from '#components/digits.tsx'
import { HoldNotice } from '#components/hold-notice.tsx'
import { LinkButton, TextLink } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { Row } from '#components/ui/row.tsx'
import type { OwnMessage } from '#lib/cases/message-of.ts'
import { lastDayOf } from '#lib/domain/hold.ts'
import type { Phone } from '#lib/loans/queries.ts'
import { formatDay, formatMoment, type Reader } from '#lib/words/format.ts'
import { getTranslations } from '#lib/words/translations.ts'

type Props = { message: OwnMessage; phone: Phone; lenderName: string; reader: Reader }

/** What we have, until when the phone stays open, and what happens next. */
export async function Sent({ message, phone, lenderName, reader }: Props) {
  const t = await getTranslations('holds')
  const { reference, openedAt, dueAt, what, note, paymentReference } = message
  const day = formatDay(lastDayOf(dueAt ?? openedAt, reader.timeZone), reader, 'long')
  return (
    <>
      {phone.hold ? (
        <HoldNotice hold={phone.hold} isLocked={phone.lockState === 'locked'} reader={reader} />
      ) : (
        <p>{t('sent.no_hold')}</p>
      )}
      <Card>
        <h2>{t('sent.next_title')}</h2>
        <ol className="flex list-decimal flex-col gap-2 ps-5">
          <li>{t('sent.next_look', { lender: lenderName, day })}</li>
          <li>{t('sent.next_answer')}</li>
          <li>{t('sent.next_after')}</li>
        </ol>
      </Card>
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
        {note && (
          <p dir="auto" className="break-words whitespace-pre-line">
            {note}
          </p>
        )}
        <TextLink href={`/phones/${phone.deviceId}/wrong`} className="flex min-h-11 items-center">
          {t('sent.add')}
        </TextLink>
      </Card>
      <LinkButton look="quiet" href="/phones">
        {t('sent.to_phones')}
      </LinkButton>
    </>
  )
}
