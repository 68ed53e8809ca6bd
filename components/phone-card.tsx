import type { LoanStanding } from '#lib/domain/installments.ts'
import type { LockReason } from '#lib/domain/lock-reason.ts'
import { formatMoney } from '#lib/domain/money.ts'
import { formatAgo, formatDay, type Reader } from '#lib/words/format.ts'
import { useTranslations } from '#lib/words/translations.ts'
import { Amount } from './amount.tsx'
import { Digits } from './digits.tsx'
import { LockChip } from './lock-chip.tsx'
import { modelName, phoneName } from './phone-name.ts'
import { LinkButton, TextLink } from './ui/button.tsx'
import { Card } from './ui/card.tsx'

/** What the pages show of a phone. */
export type ShownPhone = {
  deviceId: string
  brand: string
  model: string
  nickname: string | null
  imeiTail: string | undefined
  lastSeenAt: Temporal.Instant | null
  currency: string
  outstandingMinor: bigint
  liveUnlock: { paymentId: string | null } | undefined
}

type Props = {
  phone: ShownPhone
  standing: LoanStanding
  reason: LockReason
  reader: Reader
  detailsHref?: string | undefined
}

/** One phone: which it is, how its lock stands, what is owed, and what to do next. */
export function PhoneCard(props: Props) {
  const { phone, standing, reason, reader } = props
  const t = useTranslations('phones')
  return (
    <Card>
      <PhoneIdentity phone={phone} reader={reader} />
      <LockChip reason={reason} />
      {reason !== 'overdue' && <p className="text-small text-soft">{t(`why.${reason}`)}</p>}
      <Owed {...props} />
      <PhoneActions phone={phone} standing={standing} reason={reason} />
      {props.detailsHref && (
        <TextLink href={props.detailsHref} className="flex min-h-11 items-center">
          {t('details')}
        </TextLink>
      )}
    </Card>
  )
}

/** Name, model, IMEI tail and when the phone was last heard from. */
export function PhoneIdentity({ phone, reader }: Pick<Props, 'phone' | 'reader'>) {
  const t = useTranslations('phones')
  const { imeiTail, lastSeenAt, nickname } = phone
  const heard = lastSeenAt ? t('heard', { ago: formatAgo(lastSeenAt, reader) }) : t('never_heard')
  return (
    <div>
      <h2>
        <bdi>{phoneName(phone)}</bdi>
      </h2>
      <p className="text-small text-soft">
        {nickname && (
          <>
            <bdi>{modelName(phone)}</bdi> ·{' '}
          </>
        )}
        {imeiTail
          ? t.rich('imei', { tail: imeiTail, digits: (text) => <Digits>{text}</Digits> })
          : t('imei_unknown')}{' '}
        · {heard}
      </p>
    </div>
  )
}

function Owed({ phone, standing, reader }: Props) {
  const t = useTranslations('phones')
  const { currency } = phone
  const { arrearsMinor, overdue, next, outstandingMinor } = standing
  if (outstandingMinor === 0n) return <p className="font-semibold">{t('paid_off')}</p>
  if (arrearsMinor === 0n) {
    const due = next && {
      amount: formatMoney({ amountMinor: next.openMinor, currency }, reader.locale),
      day: formatDay(next.dueOn, reader),
    }
    return (
      <div>
        <p className="font-semibold">{t('nothing_overdue')}</p>
        {due && <p className="text-small text-soft">{t('next_due', due)}</p>}
      </div>
    )
  }
  const late = t('days_late', { days: overdue[0]?.daysLate ?? 0 })
  return (
    <div>
      <p className="text-small text-soft">{t('overdue')}</p>
      <p>
        <Amount amountMinor={arrearsMinor} currency={currency} locale={reader.locale} size="hero" />
      </p>
      {overdue.length > 0 && (
        <p className="text-small text-soft">
          {t('overdue_detail', { count: overdue.length, late })}
        </p>
      )}
    </div>
  )
}

function PhoneActions({ phone, standing, reason }: Omit<Props, 'reader'>) {
  const t = useTranslations('phones')
  const path = `/phones/${phone.deviceId}`
  const watched = phone.liveUnlock?.paymentId
  if (watched) return <LinkButton href={`/payments/${watched}`}>{t('watch')}</LinkButton>
  if (standing.outstandingMinor === 0n) return null
  if (standing.arrearsMinor === 0n) {
    return (
      <LinkButton look="quiet" href={`${path}/pay`}>
        {t('pay_ahead')}
      </LinkButton>
    )
  }
  return (
    <div className="flex flex-col gap-3">
      <LinkButton href={`${path}/pay`}>
        {t(reason === 'overdue' ? 'pay_unlock' : 'pay_overdue')}
      </LinkButton>
      <LinkButton look="quiet" href={`${path}/cannot-pay`}>
        {t('cannot_pay')}
      </LinkButton>
    </div>
  )
}
