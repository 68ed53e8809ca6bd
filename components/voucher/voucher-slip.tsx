import { Amount } from '#components/amount.tsx'
import type { ShownPayment } from '#components/payment/shown-payment.ts'
import { LinkButton } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { type Fact, Facts } from '#components/ui/row.tsx'
import { isVoucher } from '#lib/domain/money/payment-methods.ts'
import {
  barcodeOf,
  type StoreCodes,
  spacedOut,
  storeTitles,
  type VoucherDetails,
} from '#lib/domain/voucher/voucher-details.ts'
import { formatUntil, type Reader } from '#lib/i18n/format.ts'
import { useTranslations } from '#lib/i18n/translations.ts'
import { Barcode } from './barcode.tsx'

type Props = {
  payment: Pick<
    ShownPayment,
    'method' | 'voucher' | 'checkoutUrl' | 'expiresAt' | 'askedMinor' | 'currency'
  >
  reader: Reader
}

const nothing: VoucherDetails = { number: null, entity: null, stores: [] }

/** All that is needed at the counter: what, how much, until when, and where. */
export function VoucherSlip({ payment, reader }: Props) {
  const t = useTranslations('voucher')
  const { method, checkoutUrl, expiresAt, askedMinor, currency } = payment
  const { number, entity, stores } = payment.voucher ?? nothing
  const barcode = barcodeOf(method, { number })
  const isKnown = number !== null || stores.length > 0
  const rows: Fact[] = [
    [
      t('amount'),
      <Amount key="amount" amountMinor={askedMinor} currency={currency} locale={reader.locale} />,
    ],
    expiresAt !== null && [t('until'), formatUntil(expiresAt, reader)],
    entity !== null && [t('entity'), <Code key="entity" of={entity} />],
    method === 'multibanco' &&
      number !== null && [t('reference'), <Code key="number" of={spacedOut(method, number)} />],
  ]
  return (
    <Card className="voucher">
      <h2>{t('title', { method: method ?? 'other' })}</h2>
      <Facts rows={rows} />
      {number !== null && method !== 'multibanco' && (
        <p className="text-center">
          <span className="block text-small text-soft">{t('number')}</span>{' '}
          <Code of={spacedOut(method, number)} />
        </p>
      )}
      {barcode && (
        <Barcode of={barcode} label={t('barcode', { number: spacedOut(method, number ?? '') })} />
      )}
      {stores.map((codes) => (
        <Store key={codes.store} codes={codes} />
      ))}
      {!isKnown && <p>{t('no_number', { hasPage: checkoutUrl ? 'yes' : 'no' })}</p>}
      <p>{t(`where.${whereOf(method)}`)}</p>
      <div className="flex flex-col gap-3 print:hidden">
        {checkoutUrl && (
          <LinkButton look={isKnown ? 'quiet' : 'primary'} href={checkoutUrl}>
            {t('open')}
          </LinkButton>
        )}
        <p className="text-small text-soft">{t('print')}</p>
      </div>
    </Card>
  )
}

function Store({ codes: { store, paymentCode, confirmationNumber } }: { codes: StoreCodes }) {
  const t = useTranslations('voucher')
  return (
    <div>
      <h3>
        <bdi>{storeTitles[store]}</bdi>
      </h3>
      <Facts
        rows={[
          [t('payment_code'), <Code key="code" of={paymentCode} />],
          confirmationNumber !== null && [
            t('confirmation'),
            <Code key="confirmation" of={confirmationNumber} />,
          ],
        ]}
      />
    </div>
  )
}

function Code({ of: digits }: { of: string }) {
  return (
    <bdi dir="ltr" className="text-lead font-bold tabular-nums select-all wrap-anywhere">
      {digits}
    </bdi>
  )
}

function whereOf(method: string | null) {
  return isVoucher(method) ? method : 'other'
}
