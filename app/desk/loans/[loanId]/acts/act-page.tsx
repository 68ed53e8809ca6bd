import type { ReactNode } from 'react'
import { DeskPage } from '#components/desk-page.tsx'
import { Card } from '#components/ui/card.tsx'
import { Row } from '#components/ui/row.tsx'
import type { Lender } from '#lib/db/lenders.ts'
import type { LoanAtDesk } from '#lib/loans/loan-at-desk.ts'
import type { SignedInStaff } from '#lib/staff/guards.ts'
import { useTranslations } from '#lib/words/translations.ts'

type Props = {
  title: string
  lead: ReactNode
  lender: Lender
  staff: SignedInStaff['staff']
  loan: LoanAtDesk
  /** More of what must be known before acting: rows of a list. */
  facts?: ReactNode
  children: ReactNode
}

/** A page with one act on one loan: whose, which phone, what is known, and the form. */
export function ActPage({ title, lead, lender, staff, loan, facts, children }: Props) {
  const t = useTranslations('desk-acts')
  const back = { href: `/desk/loans/${loan.loanId}`, label: t('back_to_loan') }
  return (
    <DeskPage title={title} lead={lead} lender={lender} staff={staff} back={back}>
      <div className="flex max-w-xl flex-col gap-5">
        <Card>
          <dl className="flex flex-col gap-1">
            <Row term={t('borrower')}>
              <bdi>{loan.borrowerName}</bdi>
            </Row>
            <Row term={t('loan')}>
              <bdi dir="ltr">{loan.loanNumber}</bdi>
            </Row>
            {loan.brand && (
              <Row term={t('phone')}>
                <bdi>{`${loan.brand} ${loan.model}`}</bdi>
              </Row>
            )}
            {loan.lockState && <Row term={t('lock')}>{t(`lock_state.${loan.lockState}`)}</Row>}
            {facts}
          </dl>
        </Card>
        {children}
      </div>
    </DeskPage>
  )
}
