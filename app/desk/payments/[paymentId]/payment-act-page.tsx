import { ActPage, type ActPageProps } from '#app/desk/acts/act-page.tsx'
import { Amount } from '#components/amount.tsx'
import { Row } from '#components/ui/row.tsx'
import type { Money } from '#lib/domain/money/money.ts'
import type { Reader } from '#lib/i18n/format.ts'
import { useTranslations } from '#lib/i18n/translations.ts'
import type { PaymentAtDesk } from '#lib/payments/payment-at-desk.ts'

type Props = Omit<ActPageProps, 'back' | 'facts'> & {
  payment: PaymentAtDesk
  figures: readonly (Money & { term: string })[]
  reader: Reader
}

export function PaymentActPage({ payment, figures, reader, ...page }: Props) {
  const t = useTranslations('desk-acts')
  const back = { href: `/desk/payments/${payment.id}`, label: t('payment.back') }
  const facts = (
    <>
      <Row term={t('payment.reference')}>
        <bdi dir="ltr">{payment.reference}</bdi>
      </Row>
      <Row term={t('borrower')}>
        <bdi>{payment.borrowerName}</bdi>
      </Row>
      {figures.map(({ term, ...money }) => (
        <Row key={term} term={term}>
          <Amount {...money} locale={reader.locale} />
        </Row>
      ))}
    </>
  )
  return <ActPage {...page} back={back} facts={facts} />
}
