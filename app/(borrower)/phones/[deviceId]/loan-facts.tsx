import { Amount } from '#components/amount.tsx'
import { Digits } from '#components/digits.tsx'
import { Card } from '#components/ui/card.tsx'
import { Row } from '#components/ui/row.tsx'
import type { LockReason } from '#lib/domain/lock/lock-reason.ts'
import type { End } from '#lib/domain/lock/may-lock.ts'
import { formatUntil, type Reader } from '#lib/i18n/format.ts'
import { useTranslations } from '#lib/i18n/translations.ts'
import type { Phone } from '#lib/loans/phone.ts'

type Props = {
  phone: Phone
  reason: LockReason
  /** Until when it is left open, by all that keeps it so. */
  leftOpen: End
  reader: Reader
}

export function LoanFacts({ phone, reason, leftOpen, reader }: Props) {
  const t = useTranslations('phones')
  const { currency, relockAt } = phone
  const until = leftOpen ?? relockAt
  const shown = (amountMinor: bigint) => (
    <Amount amountMinor={amountMinor} currency={currency} locale={reader.locale} />
  )
  return (
    <Card>
      <h2>{t('details_title')}</h2>
      <dl className="flex flex-col gap-2">
        <Row term={t('loan')}>
          <Digits>{phone.loanNumber}</Digits>
        </Row>
        <Row term={t('contract.title')}>{t(`contract.type.${phone.contractType}`)}</Row>
        <Row term={t('outstanding')}>{shown(phone.outstandingMinor)}</Row>
        {phone.creditMinor > 0n && <Row term={t('credit')}>{shown(phone.creditMinor)}</Row>}
        {reason === 'open' && relockAt && until && until !== 'never' && (
          <Row term={t('relock')}>{formatUntil(until, reader)}</Row>
        )}
        {phone.airtimeOverdueMinor > 0n && (
          <Row term={t('contract.airtime')}>{shown(phone.airtimeOverdueMinor)}</Row>
        )}
      </dl>
      <p className="text-small text-soft">{t(`contract.means.${phone.contractType}`)}</p>
      {phone.airtimeOverdueMinor > 0n && (
        <p className="text-small text-soft">{t('contract.airtime_apart')}</p>
      )}
    </Card>
  )
}
