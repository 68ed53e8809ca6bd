import { ActForm } from '#app/desk/acts/act-form.tsx'
import { actWords } from '#app/desk/acts/act-words.ts'
import { Waiting } from '#app/desk/approvals/waiting.tsx'
import { viewPayment } from '#app/desk/payments/[paymentId]/payment.ts'
import { PaymentActPage } from '#app/desk/payments/[paymentId]/payment-act-page.tsx'
import { Amount } from '#components/amount.tsx'
import { Banner } from '#components/ui/banner.tsx'
import { Row } from '#components/ui/row.tsx'
import { waitingApproval } from '#lib/approvals/queries.ts'
import { database } from '#lib/db/client.ts'
import { getTranslations } from '#lib/words/translations.ts'
import { reverseEntry } from './actions.ts'

type Props = { params: Promise<{ paymentId: string }> }

export async function generateMetadata() {
  return { title: (await getTranslations('desk-acts'))('reverse.title') }
}

export default async function Reverse({ params }: Props) {
  const viewed = await viewPayment((await params).paymentId)
  const { payment, lender, reader } = viewed
  const t = await getTranslations('desk-acts')
  const about = { kind: 'refund', subjectId: payment.id } as const
  const waiting = await waitingApproval(database(), lender.id, about)
  const { askedMinor: amountMinor, currency } = payment
  const taken = <Amount amountMinor={amountMinor} currency={currency} locale={reader.locale} />
  const isCash = payment.openedBy === 'staff' && !payment.reversedAt
  return (
    <PaymentActPage
      {...viewed}
      title={t('reverse.title')}
      lead={t('reverse.lead')}
      facts={<Row term={t('payment.paid')}>{taken}</Row>}
    >
      {waiting ? (
        <Waiting approvalId={waiting.id} />
      ) : isCash ? (
        <ActForm
          action={reverseEntry}
          hidden={{ paymentId: payment.id }}
          words={await actWords(t('reverse.confirm'))}
          fields={[{ name: 'reason', kind: 'area', label: t('reason'), hint: t('reason_hint') }]}
        />
      ) : (
        <Banner tone="plain" title={t('reverse.not_cash')} />
      )}
    </PaymentActPage>
  )
}
