import { randomUUID } from 'node:crypto'
import { ActForm } from '#app/desk/acts/act-form.tsx'
import { actWords } from '#app/desk/acts/act-words.ts'
import { Waiting } from '#app/desk/approvals/waiting.tsx'
import {
  namedMoney,
  viewPayment,
  waitingRefund,
} from '#app/desk/payments/[paymentId]/desk-payment.ts'
import { PaymentActPage } from '#app/desk/payments/[paymentId]/payment-act-page.tsx'
import { Banner } from '#components/ui/banner.tsx'
import { getTranslations } from '#lib/i18n/translations.ts'
import type { CapturedMoney } from '#lib/payments/refunds/captured-money.ts'
import { giveBack } from './actions.ts'

type Props = { params: Promise<{ paymentId: string }>; searchParams: Promise<{ of?: string }> }

export async function generateMetadata() {
  return { title: (await getTranslations('desk-acts'))('refund.title') }
}

export default async function Refund({ params, searchParams }: Props) {
  const viewed = await viewPayment((await params).paymentId)
  const { captured, payment, lender } = viewed
  const t = await getTranslations('desk-acts')
  const money = namedMoney(captured, (await searchParams).of)
  const waiting = await waitingRefund(lender.id, payment.id)
  const figures = money
    ? [
        { ...money, term: t('payment.paid'), amountMinor: money.receivedMinor },
        { ...money, term: t('payment.refunded'), amountMinor: money.refundedMinor },
        ...awaiting(money, t('payment.refund_waits')),
        { ...money, term: t('refund.refundable'), amountMinor: money.refundableMinor },
      ]
    : []
  return (
    <PaymentActPage {...viewed} title={t('refund.title')} lead={t('refund.lead')} figures={figures}>
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
              name: 'extent',
              kind: 'choice' as const,
              label: t('refund.extent.label'),
              options: (['all', 'part'] as const).map((value) => ({
                value,
                label: t(`refund.extent.${value}`),
              })),
            },
            {
              name: 'amount',
              kind: 'amount',
              label: t('amount', { currency: money.currency }),
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

function awaiting(money: CapturedMoney, term: string) {
  const amountMinor = money.awaitingPayerMinor
  return amountMinor > 0n ? [{ ...money, term, amountMinor }] : []
}
