import { ProviderRefused } from '#components/desk/provider-refused.tsx'
import { promisedWords } from '#components/payment/promised-words.ts'
import { ArrangedBeside } from '#components/phone/arranged-beside.tsx'
import { OpeningNotice } from '#components/phone/opening-notice.tsx'
import { Banner } from '#components/ui/banner.tsx'
import { TextLink } from '#components/ui/button.tsx'
import { type Beside, besideKind, besidesOf } from '#lib/domain/money/attempt.ts'
import { formatMoney } from '#lib/domain/money/money.ts'
import type { LenderPolicy } from '#lib/domain/policy/lender-policy.ts'
import { formatMoment, formatUntil, isolated, type Reader } from '#lib/i18n/format.ts'
import { useTranslations } from '#lib/i18n/translations.ts'
import type { Quote } from './pay-quote.ts'

type Lender = { name: string; policy: LenderPolicy }
type Props = { quote: Quote; lender: Lender; reader: Reader }

export function PayNotices({ quote, lender, reader }: Props) {
  const t = useTranslations('pay')
  const phones = useTranslations('phones')
  const { phone, refusal, opening, isPaid, limits, whyNothing } = quote
  return (
    <>
      {whyNothing && (
        <Banner tone="good" title={t('waived_title')}>
          {t('waived', {
            amount: shownOwed(phone, reader),
            lender: lender.name,
            why: whyNothing,
            waits: phone.isDisputed ? 'yes' : 'no',
          })}
        </Banner>
      )}
      {!limits && !whyNothing && phone.outstandingMinor > 0n && (
        <Banner tone="bad" title={t('no_charge_title')}>
          {t('no_charge', { amount: shownOwed(phone, reader) })}
        </Banner>
      )}
      {refusal === 'provider_refused' && <ProviderRefused />}
      {refusal === 'provider_down' && (
        <Banner tone="bad" title={t('down_title')}>
          {t('down', { hasChoice: 'yes' })}
        </Banner>
      )}
      {(refusal === 'changed_since' || refusal === 'not_offered') && (
        <Banner tone="wait" title={t('changed_title')}>
          {t('changed')}
        </Banner>
      )}
      {isPaid && (
        <Banner tone="good" title={t('paid_title', { opening })}>
          {phones('why.paid_not_confirmed', {
            opening,
            ...promisedWords(phone.liveUnlock?.deadlineAt, reader),
          })}
        </Banner>
      )}
      {phone.outstandingMinor > 0n && !isPaid && (
        <OpeningNotice phone={phone} lender={lender} reader={reader} />
      )}
      {refusal === 'limited' && (
        <Banner tone="wait" title={t('limited_title')}>
          {t('limited')}
        </Banner>
      )}
      <ArrangedBeside phone={phone} doing="pay" reader={reader} />
      {phone.contractType === 'carrier_plan' && phone.outstandingMinor > 0n && (
        <Banner tone="plain" title={phones('contract.phone_only_title')}>
          {phones('contract.phone_only')}
        </Banner>
      )}
      <SaidPaid phone={phone} reader={reader} lender={lender.name} />
      {besidesShown(quote, reader).map((beside) => (
        <BesideThis
          key={beside.attempt.paymentId}
          beside={beside}
          outstandingMinor={phone.outstandingMinor}
          reader={reader}
        />
      ))}
    </>
  )
}

function shownOwed({ outstandingMinor: amountMinor, currency }: Quote['phone'], reader: Reader) {
  return formatMoney({ amountMinor, currency }, reader.locale)
}

type SaidProps = { phone: Quote['phone']; lender: string; reader: Reader }

/** Before somebody pays twice: a person is looking for money that they said was paid. */
function SaidPaid({ phone: { saidPaidAt, deviceId }, lender, reader }: SaidProps) {
  const t = useTranslations('pay')
  if (!saidPaidAt) return null
  return (
    <Banner tone="wait" title={t('said_paid_title')}>
      <p>{t('said_paid', { at: formatMoment(saidPaidAt, reader), lender: isolated(lender) })}</p>
      <TextLink href={`/phones/${deviceId}/dispute?sent=1`} className="flex min-h-11 items-center">
        {t('said_paid_see')}
      </TextLink>
    </Banner>
  )
}

// Their own unfinished one is named only when it was begun this moment.
function besidesShown({ phone, refusal }: Quote, { now }: Reader): Beside[] {
  const besides = besidesOf(phone.attempts, null, now)
  return besides.filter(({ kind }) => kind !== 'own' || refusal === 'another_open')
}

type BesideProps = { beside: Beside; outstandingMinor: bigint; reader: Reader }

/** Another way in which the loan is being paid. */
function BesideThis({ beside, outstandingMinor, reader }: BesideProps) {
  const t = useTranslations('pay')
  const { startedAt, paymentId, method } = beside.attempt
  const amount = formatMoney(beside.attempt, reader.locale)
  const known = besideKind(beside, outstandingMinor)
  const kind = known === 'borrower_first' ? 'somebody' : known
  const until = 'untilAt' in beside ? formatUntil(beside.untilAt, reader) : ''
  return (
    <Banner
      tone={kind === 'own' ? 'plain' : 'wait'}
      title={t(`beside.${kind}.title`, { amount, until })}
    >
      <p>
        {t(`beside.${kind}.body`, {
          at: formatMoment(startedAt, reader),
          until,
          method: method ?? 'other',
        })}
      </p>
      <TextLink href={`/payments/${paymentId}`} className="flex min-h-11 items-center">
        {t('another_see')}
      </TextLink>
    </Banner>
  )
}
