import { ActForm } from '#app/desk/acts/act-form.tsx'
import { actWords } from '#app/desk/acts/act-words.ts'
import { Waiting } from '#app/desk/approvals/waiting.tsx'
import { viewPayment, waitingRefund } from '#app/desk/payments/[paymentId]/desk-payment.ts'
import { PaymentActPage } from '#app/desk/payments/[paymentId]/payment-act-page.tsx'
import { Banner } from '#components/ui/banner.tsx'
import { getTranslations } from '#lib/i18n/translations.ts'
import { reverseEntry } from './actions.ts'

type Props = { params: Promise<{ paymentId: string }> }

export async function generateMetadata() {
  return { title: (await getTranslations('desk-acts'))('reverse.title') }
}

export default async function Reverse({ params }: Props) {
  const viewed = await viewPayment((await params).paymentId)
  const { payment, lender } = viewed
  const t = await getTranslations('desk-acts')
  const waiting = await waitingRefund(lender.id, payment.id)
  const { askedMinor: amountMinor, currency } = payment
  const isCash = payment.openedBy === 'staff' && !payment.reversedAt
  return (
    <PaymentActPage
      {...viewed}
      title={t('reverse.title')}
      lead={t('reverse.lead')}
      figures={[{ term: t('payment.paid'), amountMinor, currency }]}
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
