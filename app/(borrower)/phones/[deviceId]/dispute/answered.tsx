import { TroubleLink } from '#components/phone/trouble-link.tsx'
import { Banner } from '#components/ui/banner.tsx'
import { LinkButton } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import type { OwnAnswer, OwnMessage } from '#lib/cases/message-of.ts'
import { lastDayOf } from '#lib/domain/lock/hold.ts'
import { formatMoney } from '#lib/domain/money/money.ts'
import { formatDay, formatMoment, isolated, type Reader } from '#lib/i18n/format.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import type { Phone } from '#lib/loans/phone.ts'
import { phoneStatus } from '#lib/loans/phone-status.ts'
import { Words, YourMessage } from './your-message.tsx'

type Props = { message: OwnMessage; phone: Phone; lenderName: string; reader: Reader }

/** What came of it, in the lender's words, and what happens to the phone now. */
export async function Answered({ answer, ...props }: Props & { answer: OwnAnswer }) {
  const { message, lenderName, reader } = props
  const t = await getTranslations('holds')
  return (
    <>
      <Banner
        tone={answer.outcome === 'not_upheld' ? 'plain' : 'good'}
        title={t(`answer.outcome.${answer.outcome}`)}
      >
        {t('answer.at', { at: formatMoment(answer.at, reader) })}
      </Banner>
      <Card>
        <h2>{t('answer.says', { lender: isolated(lenderName) })}</h2>
        <Words note={answer.text} />
      </Card>
      <NextForPhone {...props} answer={answer} />
      <YourMessage message={message} reader={reader} />
    </>
  )
}

async function NextForPhone({ answer, phone, lenderName, reader }: Props & { answer: OwnAnswer }) {
  const t = await getTranslations('holds')
  const words = await getTranslations('phones')
  const { arrearsMinor } = phoneStatus(phone, reader).arrears
  const { openUntil } = answer
  const day = openUntil
    ? formatDay(lastDayOf(openUntil, reader.timeZone), reader, 'long')
    : undefined
  const isOpen = openUntil !== null && Temporal.Instant.compare(openUntil, reader.now) > 0
  const path = `/phones/${phone.deviceId}`
  const amount = formatMoney({ amountMinor: arrearsMinor, currency: phone.currency }, reader.locale)
  return (
    <Card>
      <h2>{t('sent.next_title')}</h2>
      <ol className="flex list-decimal flex-col gap-2 ps-5">
        <li>
          {day ? t(isOpen ? 'answer.open_until' : 'answer.was_open', { day }) : t('answer.no_hold')}
        </li>
        <li>
          {arrearsMinor === 0n
            ? t('answer.nothing_overdue')
            : t(isOpen ? 'answer.pay_by' : 'answer.pay', { amount, day: day ?? '' })}
        </li>
        <li>{t('answer.again', { lender: isolated(lenderName) })}</li>
      </ol>
      {arrearsMinor > 0n && (
        <div className="flex flex-col gap-3">
          <LinkButton look="quiet" href={`${path}/pay`}>
            {words('pay_overdue')}
          </LinkButton>
          <TroubleLink deviceId={phone.deviceId} />
        </div>
      )}
    </Card>
  )
}

type EarlierProps = Pick<Props, 'reader'> & { answered: OwnMessage['answered'] }

/** What was answered to messages before this one. */
export async function EarlierAnswers({ answered, reader }: EarlierProps) {
  const t = await getTranslations('holds')
  if (answered.length === 0) return null
  return (
    <Card>
      <h2>{t('answer.earlier')}</h2>
      <ul className="flex flex-col gap-4">
        {answered.map(({ id, outcome, answer, answeredAt }) => (
          <li key={id} className="flex flex-col gap-1">
            <span className="font-semibold">{t(`answer.outcome.${outcome}`)}</span>
            <span className="text-small text-soft">{formatMoment(answeredAt, reader)}</span>
            <Words note={answer} />
          </li>
        ))}
      </ul>
    </Card>
  )
}
