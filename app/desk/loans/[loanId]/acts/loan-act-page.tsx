import type { ReactNode } from 'react'
import { ActPage, type ActPageProps } from '#app/desk/acts/act-page.tsx'
import { saidLock } from '#components/desk/said-lock.ts'
import { Row } from '#components/ui/row.tsx'
import { useTranslations } from '#lib/i18n/translations.ts'
import type { LoanAtDesk } from '#lib/loans/loan-at-desk.ts'

type Props = Omit<ActPageProps, 'back' | 'facts'> & { loan: LoanAtDesk; facts?: ReactNode }

export function LoanActPage({ loan, facts, ...page }: Props) {
  const t = useTranslations('desk-acts')
  const desk = useTranslations('desk')
  const { lockState, otherLocks } = loan
  const back = { href: `/desk/loans/${loan.loanId}`, label: t('back_to_loan') }
  const known = (
    <>
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
      {lockState && otherLocks && (
        <Row term={t('lock')}>{saidLock({ lockState, otherLocks }, { acts: t, desk })}</Row>
      )}
      {facts}
    </>
  )
  return <ActPage {...page} back={back} facts={known} />
}
