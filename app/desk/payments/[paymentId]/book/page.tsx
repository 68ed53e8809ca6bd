import { ActForm } from '#app/desk/acts/act-form.tsx'
import { actWords } from '#app/desk/acts/act-words.ts'
import { viewPayment } from '#app/desk/payments/[paymentId]/payment.ts'
import { PaymentActPage } from '#app/desk/payments/[paymentId]/payment-act-page.tsx'
import { Amount } from '#components/amount.tsx'
import { Banner } from '#components/ui/banner.tsx'
import { Row } from '#components/ui/row.tsx'
import { getTranslations } from '#lib/words/translations.ts'
import { bookIt } from './actions.ts'

type Props = { params: Promise<{ paymentId: string }>; searchParams: Promise<{ of?: string }> }

export async function generateMetadata() {
  return { title: (await getTranslations('desk-acts'))('book.title') }
}

export default async function BookSetAside({ params, searchParams }: Props) {
  const viewed = await viewPayment((await params).paymentId)
  const { captured, payment, reader } = viewed
  const [t, { of }] = [await getTranslations('desk-acts'), await searchParams]
  const money = captured.find(({ paymentIntentId }) => paymentIntentId === of) ?? captured[0]
  const shown = (amountMinor: bigint) => (
    <Amount
      amountMinor={amountMinor}
      currency={money?.currency ?? payment.currency}
      locale={reader.locale}
    />
  )
  const facts = money && (
    <>
      <Row term={t('payment.asked')}>{shown(payment.askedMinor)}</Row>
      <Row term={t('payment.paid')}>{shown(money.receivedMinor)}</Row>
      <Row term={t('payment.suspense')}>{shown(money.suspenseMinor)}</Row>
    </>
  )
  return (
    <PaymentActPage {...viewed} title={t('book.title')} lead={t('book.lead')} facts={facts}>
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
