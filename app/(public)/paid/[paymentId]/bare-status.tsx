import { Amount } from '#components/amount.tsx'
import { type LenderFace, Page } from '#components/page/page.tsx'
import { Card } from '#components/ui/card.tsx'
import { Row } from '#components/ui/row.tsx'
import { VoucherSlip } from '#components/voucher/voucher-slip.tsx'
import type { Timeline } from '#lib/domain/timeline/timeline.ts'
import type { VoucherDetails } from '#lib/domain/voucher/voucher-details.ts'
import { formatUntil, type Reader } from '#lib/i18n/format.ts'
import { getTranslations } from '#lib/i18n/translations.ts'

type Props = {
  lender: LenderFace
  payment: {
    reference: string
    askedMinor: bigint
    paidMinor: bigint | null
    currency: string
    method: string | null
    checkoutUrl: string | null
    voucher: VoucherDetails | null
    expiresAt: Temporal.Instant | null
  }
  told: Timeline
  reader: Reader
}

/** For whoever paid through a link that was replaced since: what became of their money, and nothing of the phone. */
export async function BareStatus({ lender, payment, told, reader }: Props) {
  const t = await getTranslations('link')
  const { reference, askedMinor, paidMinor, currency, expiresAt } = payment
  const { headline } = told
  const said = headline === 'voucher' || headline === 'voucher_over' ? headline : told.moneyTaken
  const until = expiresAt ? formatUntil(expiresAt, reader) : ''
  return (
    <Page
      title={t(`replaced.${said}.title`)}
      lead={t(`replaced.${said}.body`, { until })}
      lender={lender}
      reference={reference}
    >
      {said === 'checking' && <meta httpEquiv="refresh" content="5" />}
      <Card>
        <dl>
          <Row term={t('replaced.amount')}>
            <Amount
              amountMinor={paidMinor ?? askedMinor}
              currency={currency}
              locale={reader.locale}
            />
          </Row>
        </dl>
      </Card>
      {said === 'voucher' && <VoucherSlip payment={payment} reader={reader} />}
    </Page>
  )
}
