import { randomUUID } from 'node:crypto'
import { ActForm } from '#app/desk/acts/act-form.tsx'
import { actWords } from '#app/desk/acts/act-words.ts'
import { Waiting } from '#app/desk/approvals/waiting.tsx'
import { viewPayment } from '#app/desk/payments/[paymentId]/desk-payment.ts'
import { PaymentActPage } from '#app/desk/payments/[paymentId]/payment-act-page.tsx'
import { Banner } from '#components/ui/banner.tsx'
import { waitingApproval } from '#lib/approvals/queries.ts'
import { database } from '#lib/db/client.ts'
import { owableMinor } from '#lib/domain/money/payment-dispute.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import { lostDispute } from '#lib/payments/disputes/payment-disputes.ts'
import { makeOwedAgain } from './actions.ts'

type Props = { params: Promise<{ paymentId: string }> }

export async function generateMetadata() {
  return { title: (await getTranslations('desk-payment-disputes'))('act.title') }
}

export default async function OwedAgain({ params }: Props) {
  const viewed = await viewPayment((await params).paymentId)
  const { payment, lender } = viewed
  const t = await getTranslations('desk-payment-disputes')
  const acts = await getTranslations('desk-acts')
  const about = { lenderId: lender.id, paymentId: payment.id }
  const dispute = await lostDispute(database(), about)
  const asked = { kind: 'owed_again', subjectId: payment.id } as const
  const waiting = await waitingApproval(database(), lender.id, asked)
  const lostMinor = dispute ? owableMinor(dispute.stage, dispute.balance) : 0n
  const lost = dispute && { amountMinor: lostMinor, currency: dispute.currency }
  return (
    <PaymentActPage
      {...viewed}
      title={t('act.title')}
      lead={t('act.lead')}
      figures={lost ? [{ term: t('taken'), ...lost }] : []}
    >
      {waiting ? (
        <Waiting approvalId={waiting.id} />
      ) : dispute ? (
        <ActForm
          action={makeOwedAgain}
          hidden={{ paymentId: payment.id, dispute: dispute.disputeId, token: randomUUID() }}
          seen={String(lostMinor)}
          words={await actWords(acts('ask_second'))}
          fields={[
            { name: 'reason', kind: 'area', label: acts('reason'), hint: acts('reason_hint') },
          ]}
        />
      ) : (
        <Banner tone="plain" title={t('act.refusal.not_lost')} />
      )}
    </PaymentActPage>
  )
}
