import { TroubleLink } from '#components/phone/trouble-link.tsx'
import { Banner } from '#components/ui/banner.tsx'
import { LinkButton } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import type { OwnAnswer, OwnMessage } from '#lib/cases/message-of.ts'
import { staffedTime } from '#lib/domain/lock/hours.ts'
import { formatMoney } from '#lib/domain/money/money.ts'
import type { LenderPolicy } from '#lib/domain/policy/lender-policy.ts'
import { formatMoment, formatUntil, isolated, type Reader } from '#lib/i18n/format.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import type { Phone } from '#lib/loans/phone.ts'
import { phoneStatus } from '#lib/loans/phone-status.ts'
import { heldOpenUntil } from '#lib/lock-rules/left-open.ts'
import { Words, YourMessage } from './your-message.tsx'

type Props = {
  message: OwnMessage
  phone: Phone
  lender: { name: string; policy: LenderPolicy }
  reader: Reader
}

/** What came of it, in the lender's words, and what happens to the phone now. */
export async function Answered({ answer, ...props }: Props & { answer: OwnAnswer }) {
  const { message, lender, reader } = props
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
        <h2>{t('answer.says', { lender: isolated(lender.name) })}</h2>
        <Words note={answer.text} />
      </Card>
      <NextForPhone {...props} answer={answer} />
      <YourMessage message={message} reader={reader} />
    </>
  )
}

async function NextForPhone({ answer, phone, lender, reader }: Props & { answer: OwnAnswer }) {
  const t = await getTranslations('holds')
  const words = await getTranslations('phones')
  const { arrearsMinor } = phoneStatus(phone, reader).arrears
  const clock = { ...reader, policy: lender.policy }
  const mayLockAt = answer.openUntil && staffedTime(answer.openUntil, clock)
  const isOpen = mayLockAt !== null && Temporal.Instant.compare(mayLockAt, reader.now) > 0
  const openUntil = isOpen
    ? heldOpenUntil({ ...phone, balance: phone }, mayLockAt, clock)
    : mayLockAt
  const day = openUntil ? formatUntil(openUntil, reader) : undefined
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
        <li>{t('answer.again', { lender: isolated(lender.name) })}</li>
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
