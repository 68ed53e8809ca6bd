import { ActForm } from '#app/desk/acts/act-form.tsx'
import { actWords } from '#app/desk/acts/act-words.ts'
import { namedMoney, viewPayment } from '#app/desk/payments/[paymentId]/desk-payment.ts'
import { PaymentActPage } from '#app/desk/payments/[paymentId]/payment-act-page.tsx'
import { Banner } from '#components/ui/banner.tsx'
import { getTranslations } from '#lib/i18n/translations.ts'
import { bookIt } from './actions.ts'

type Props = { params: Promise<{ paymentId: string }>; searchParams: Promise<{ of?: string }> }

export async function generateMetadata() {
  return { title: (await getTranslations('desk-acts'))('book.title') }
}

export default async function BookSetAside({ params, searchParams }: Props) {
  const viewed = await viewPayment((await params).paymentId)
  const { captured, payment } = viewed
  const t = await getTranslations('desk-acts')
  const money = namedMoney(captured, (await searchParams).of)
  const figures = money
    ? [
        { ...payment, term: t('payment.asked'), amountMinor: payment.askedMinor },
        { ...money, term: t('payment.paid'), amountMinor: money.receivedMinor },
        { ...money, term: t('payment.suspense'), amountMinor: money.suspenseMinor },
      ]
    : []
  return (
    <PaymentActPage {...viewed} title={t('book.title')} lead={t('book.lead')} figures={figures}>
      {money && money.suspenseMinor > 0n ? (
        <ActForm
          action={bookIt}
          hidden={{ paymentId: payment.id, of: money.paymentIntentId }}
          seen={String(money.suspenseMinor)}
          words={await actWords(t('book.confirm'))}
          fields={[]}
        />
      ) : (
        <Banner tone="plain" title={t('book.refusal.nothing_left')} />
      )}
    </PaymentActPage>
  )
}
