import { Banner } from '#components/ui/banner.tsx'
import { TextLink } from '#components/ui/button.tsx'
import { type Attempt, besideKind, type Rival, rivalOf } from '#lib/domain/money/attempt.ts'
import { creditGoes } from '#lib/domain/money/credit.ts'
import { formatMoney } from '#lib/domain/money/money.ts'
import { formatDay, formatUntil, type Reader } from '#lib/i18n/format.ts'
import { useTranslations } from '#lib/i18n/translations.ts'

/** What waits beside the ledger of a phone’s loan. */
export type Waiting = {
  deviceId: string
  currency: string
  outstandingMinor: bigint
  creditMinor: bigint
  /** Money of its loan is disputed. */
  isDisputed: boolean
  attempts: readonly Attempt[]
  /** A plan to be accepted or not. */
  offer: { planId: string; validUntil: Temporal.PlainDate } | undefined
}

type Props = { phone: Waiting; reader: Reader }

/** Money on its way or with a person, a plan to answer, money in the borrower's favour: each leads to its own page. */
export function GoingOn({ phone, reader }: Props) {
  const t = useTranslations('phones')
  const rival = rivalOf(phone.attempts, null, reader.now)
  const { offer, creditMinor, currency } = phone
  const credit = formatMoney({ amountMinor: creditMinor, currency }, reader.locale)
  return (
    <>
      {rival && isComing(rival) && (
        <OnItsWay rival={rival} outstandingMinor={phone.outstandingMinor} reader={reader} />
      )}
      {offer && (
        <TextLink href={`/plans/${offer.planId}`} className="flex min-h-11 items-center">
          {t('offered', { day: formatDay(offer.validUntil, reader, 'long') })}
        </TextLink>
      )}
      {creditMinor > 0n && <p>{t(`credit_${creditGoes(phone)}`, { credit })}</p>}
    </>
  )
}

type Coming = Extract<Rival, { kind: 'set_aside' | 'voucher' | 'clearing' }>

// Of a page at Stripe that is open nobody knows whether it will be paid.
function isComing(rival: Rival): rival is Coming {
  return rival.kind === 'set_aside' || rival.kind === 'voucher' || rival.kind === 'clearing'
}

type OnItsWayProps = { rival: Coming; outstandingMinor: bigint; reader: Reader }

function OnItsWay({ rival, outstandingMinor, reader }: OnItsWayProps) {
  const [t, pay] = [useTranslations('phones'), useTranslations('pay')]
  const { attempt } = rival
  const kind = besideKind(rival, outstandingMinor)
  const until = rival.kind === 'voucher' ? formatUntil(rival.untilAt, reader) : ''
  return (
    <Banner
      tone="wait"
      title={pay(`beside.${kind}.title`, { amount: formatMoney(attempt, reader.locale) })}
    >
      <p>{t(`on_its_way.${kind}`, { until })}</p>
      <TextLink href={`/payments/${attempt.paymentId}`} className="flex min-h-11 items-center">
        {pay('another_see')}
      </TextLink>
    </Banner>
  )
}
