import { Banner } from '#components/ui/banner.tsx'
import { TextLink } from '#components/ui/button.tsx'
import { type Attempt, type Beside, besideKind, besidesOf } from '#lib/domain/money/attempt.ts'
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
  /** A plan that is asked for, or that runs. */
  plan: { planId: string; state: 'asked' | 'active' } | null
  /** A return that is arranged and not over. */
  handBack: { returnId: string; isSettled: boolean } | null
}

type Props = { phone: Waiting; reader: Reader }

export function GoingOn({ phone, reader }: Props) {
  const t = useTranslations('phones')
  const coming = besidesOf(phone.attempts, null, reader.now).filter(isComing)
  const { offer, plan, handBack, creditMinor, currency } = phone
  const credit = formatMoney({ amountMinor: creditMinor, currency }, reader.locale)
  return (
    <>
      {coming.map((beside) => (
        <OnItsWay
          key={beside.attempt.paymentId}
          beside={beside}
          outstandingMinor={phone.outstandingMinor}
          reader={reader}
        />
      ))}
      {offer && (
        <TextLink href={`/plans/${offer.planId}`} className="flex min-h-11 items-center">
          {t('offered', { day: formatDay(offer.validUntil, reader, 'long') })}
        </TextLink>
      )}
      {plan && (
        <TextLink href={`/plans/${plan.planId}`} className="flex min-h-11 items-center">
          {t(`plan_${plan.state}`)}
        </TextLink>
      )}
      {handBack && (
        <TextLink href={`/returns/${handBack.returnId}`} className="flex min-h-11 items-center">
          {t('return_see')}
        </TextLink>
      )}
      {creditMinor > 0n && <p>{t(`credit_${creditGoes(phone)}`, { credit })}</p>}
    </>
  )
}

type Coming = Exclude<Beside, { kind: 'own' | 'somebody' | 'borrower_first' }>

// Of a page at Stripe that is open nobody knows whether it will be paid.
function isComing(beside: Beside): beside is Coming {
  return !['own', 'somebody', 'borrower_first'].includes(beside.kind)
}

type OnItsWayProps = { beside: Coming; outstandingMinor: bigint; reader: Reader }

function OnItsWay({ beside, outstandingMinor, reader }: OnItsWayProps) {
  const [t, pay] = [useTranslations('phones'), useTranslations('pay')]
  const { attempt } = beside
  const kind = besideKind(beside, outstandingMinor)
  const until = 'untilAt' in beside ? formatUntil(beside.untilAt, reader) : ''
  const amount = formatMoney(attempt, reader.locale)
  return (
    <Banner tone="wait" title={pay(`beside.${kind}.title`, { amount, until })}>
      <p>{t(`on_its_way.${kind}`, { until, method: attempt.method ?? 'other' })}</p>
      <TextLink href={`/payments/${attempt.paymentId}`} className="flex min-h-11 items-center">
        {pay('another_see')}
      </TextLink>
    </Banner>
  )
}
