import { DeskPage } from '#app/desk/desk-page.tsx'
import { Banner } from '#components/ui/banner.tsx'
import { database } from '#lib/db/client.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import {
  entriesOfPayment,
  eventsOfPayment,
  pspNamesOf,
  refundsOfPayment,
} from '#lib/payments/payment-at-desk.ts'
import { staffNames } from '#lib/staff/queries.ts'
import { viewPayment } from './desk-payment.ts'
import { Events } from './events.tsx'
import { PaymentFacts } from './facts.tsx'
import { Ledger } from './ledger.tsx'
import { PaymentActs } from './payment-acts.tsx'
import { Refunds } from './refunds.tsx'

type Props = { params: Promise<{ paymentId: string }>; searchParams: Promise<{ done?: string }> }

export async function generateMetadata() {
  return { title: (await getTranslations('desk-acts'))('payment.page_title') }
}

const doings = ['cash', 'refund', 'reversed', 'booked'] as const

export default async function PaymentAtDesk({ params, searchParams }: Props) {
  const viewed = await viewPayment((await params).paymentId)
  const { lender, staff, payment, captured, reader } = viewed
  const db = database()
  const { done } = await searchParams
  const entries = await entriesOfPayment(db, payment.id)
  const refunds = await refundsOfPayment(db, payment.id)
  const events = await eventsOfPayment(db, pspNamesOf(payment, entries))
  const names = await staffNames(db, lender.id)
  const t = await getTranslations('desk-acts')
  const doing = doings.find((name) => name === done)
  return (
    <DeskPage
      title={t.rich('payment.title', { reference: () => <bdi>{payment.reference}</bdi> })}
      lender={lender}
      staff={staff}
      back={{ href: `/desk/loans/${payment.loanId}`, label: t('back_to_loan') }}
    >
      <div className="flex max-w-2xl flex-col gap-5">
        {doing && <Banner tone="good" title={t(`payment.done.${doing}`)} />}
        {payment.reversedAt && <Banner tone="plain" title={t('payment.reversed')} />}
        <PaymentFacts payment={payment} captured={captured} entries={entries} reader={reader} />
        <PaymentActs payment={payment} captured={captured} reader={reader} />
        <Refunds refunds={refunds} names={names} reader={reader} />
        <Ledger entries={entries} reader={reader} />
        <Events events={events} reader={reader} />
      </div>
    </DeskPage>
  )
}
