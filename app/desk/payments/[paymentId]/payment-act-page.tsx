import type { ReactNode } from 'react'
import { DeskPage } from '#components/desk-page.tsx'
import { Card } from '#components/ui/card.tsx'
import { Row } from '#components/ui/row.tsx'
import type { Lender } from '#lib/db/lenders.ts'
import type { PaymentAtDesk } from '#lib/payments/payment-at-desk.ts'
import type { SignedInStaff } from '#lib/staff/guards.ts'
import { useTranslations } from '#lib/words/translations.ts'

type Props = {
  title: string
  lead: ReactNode
  lender: Lender
  staff: SignedInStaff['staff']
  payment: PaymentAtDesk
  facts?: ReactNode
  children: ReactNode
}

/** A page with one act on one payment: whose, which, its figures, and the form. */
export function PaymentActPage({ title, lead, lender, staff, payment, facts, children }: Props) {
  const t = useTranslations('desk-acts')
  const back = { href: `/desk/payments/${payment.id}`, label: t('payment.back') }
  return (
    <DeskPage title={title} lead={lead} lender={lender} staff={staff} back={back}>
      <div className="flex max-w-xl flex-col gap-5">
        <Card>
          <dl className="flex flex-col gap-1">
            <Row term={t('payment.reference')}>
              <bdi dir="ltr">{payment.reference}</bdi>
            </Row>
            <Row term={t('borrower')}>
              <bdi>{payment.borrowerName}</bdi>
            </Row>
            {facts}
          </dl>
        </Card>
        {children}
      </div>
    </DeskPage>
  )
}
