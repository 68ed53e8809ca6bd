import { randomUUID } from 'node:crypto'
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
import { giveBack } from './actions.ts'

type Props = { params: Promise<{ paymentId: string }>; searchParams: Promise<{ of?: string }> }

export async function generateMetadata() {
  return { title: (await getTranslations('desk-acts'))('refund.title') }
}

export default async function Refund({ params, searchParams }: Props) {
  const viewed = await viewPayment((await params).paymentId)
  const { captured, payment, lender, reader } = viewed
  const [t, { of }] = [await getTranslations('desk-acts'), await searchParams]
  const money = captured.find(({ paymentIntentId }) => paymentIntentId === of) ?? captured[0]
  const about = { kind: 'refund', subjectId: payment.id } as const
  const waiting = await waitingApproval(database(), lender.id, about)
  const shown = (amountMinor: bigint) => (
    <Amount
      amountMinor={amountMinor}
      currency={money?.currency ?? payment.currency}
      locale={reader.locale}
    />
  )
  const facts = money && (
    <>
      <Row term={t('payment.paid')}>{shown(money.receivedMinor)}</Row>
      <Row term={t('payment.refunded')}>{shown(money.refundedMinor)}</Row>
      <Row term={t('refund.refundable')}>{shown(money.refundableMinor)}</Row>
    </>
  )
  return (
    <PaymentActPage {...viewed} title={t('refund.title')} lead={t('refund.lead')} facts={facts}>
      {waiting ? (
        <Waiting approvalId={waiting.id} />
      ) : money && money.refundableMinor > 0n ? (
        <ActForm
          action={giveBack}
          hidden={{ paymentId: payment.id, of: money.paymentIntentId, token: randomUUID() }}
          seen={String(money.refundableMinor)}
          words={await actWords(t('refund.confirm'))}
          fields={[
            {
              ...{ name: 'extent', kind: 'choice' as const, label: t('refund.extent.label') },
              options: (['all', 'part'] as const).map((value) => ({
                value,
                label: t(`refund.extent.${value}`),
              })),
            },
            {
              ...{
                name: 'amount',
                kind: 'amount',
                label: t('amount', { currency: money.currency }),
              },
              hint: t('refund.part_hint'),
            },
            { name: 'reason', kind: 'area', label: t('reason'), hint: t('reason_hint') },
          ]}
        />
      ) : (
        <Banner tone="plain" title={t('refund.nothing')} />
      )}
    </PaymentActPage>
  )
}
