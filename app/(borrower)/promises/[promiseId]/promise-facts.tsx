import { Amount } from '#components/amount.tsx'
import { Digits } from '#components/digits.tsx'
import { LockChip } from '#components/phone/lock-chip.tsx'
import { phoneName } from '#components/phone/phone-name.ts'
import { Card } from '#components/ui/card.tsx'
import { Row } from '#components/ui/row.tsx'
import { formatDay, formatMoment } from '#lib/i18n/format.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import type { ShownPromise } from './shown-promise.ts'

export async function PromiseFacts({
  promise,
  phone,
  paidMinor,
  reason,
  opening,
  reader,
}: ShownPromise) {
  const t = await getTranslations('promises')
  const { amountMinor, currency, reference, dueOn, madeAt, state } = promise
  const { locale } = reader
  return (
    <Card>
      <h2>{t('facts')}</h2>
      <dl className="flex flex-col gap-2">
        <Row term={t('fact.amount')}>
          <Amount amountMinor={amountMinor} currency={currency} locale={locale} />
        </Row>
        <Row term={t('fact.day')}>{formatDay(dueOn, reader, 'long')}</Row>
        {state !== 'withdrawn' && (
          <Row term={t('fact.paid')}>
            <Amount amountMinor={paidMinor} currency={currency} locale={locale} />
          </Row>
        )}
        <Row term={t('fact.made')}>{formatMoment(madeAt, reader)}</Row>
        <Row term={t('fact.reference')}>
          <Digits>{reference}</Digits>
        </Row>
        <Row term={t('fact.phone')}>
          <bdi>{phoneName(phone)}</bdi>
        </Row>
        <Row term={t('fact.lock')}>
          <LockChip reason={reason} opening={opening} />
        </Row>
      </dl>
    </Card>
  )
}
