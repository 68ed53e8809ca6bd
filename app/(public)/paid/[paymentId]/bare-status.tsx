import { Amount } from '#components/amount.tsx'
import { type LenderFace, Page } from '#components/page.tsx'
import { Card } from '#components/ui/card.tsx'
import { Row } from '#components/ui/row.tsx'
import type { Timeline } from '#lib/domain/timeline/timeline.ts'
import type { Reader } from '#lib/words/format.ts'
import { getTranslations } from '#lib/words/translations.ts'

type Props = {
  lender: LenderFace
  payment: { reference: string; askedMinor: bigint; paidMinor: bigint | null; currency: string }
  moneyTaken: Timeline['moneyTaken']
  reader: Reader
}

/** For whoever paid through a link that was replaced since: what became of their money, and nothing of the phone. */
export async function BareStatus({ lender, payment, moneyTaken, reader }: Props) {
  const t = await getTranslations('link')
  const { reference, askedMinor, paidMinor, currency } = payment
  return (
    <Page
      title={t(`replaced.${moneyTaken}.title`)}
      lead={t(`replaced.${moneyTaken}.body`)}
      lender={lender}
      reference={reference}
    >
      {moneyTaken === 'checking' && <meta httpEquiv="refresh" content="5" />}
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
    </Page>
  )
}
