import { randomUUID } from 'node:crypto'
import { ActForm } from '#app/desk/acts/act-form.tsx'
import { actWords } from '#app/desk/acts/act-words.ts'
import { viewLoan } from '#app/desk/loans/[loanId]/acts/loan.ts'
import { LoanActPage } from '#app/desk/loans/[loanId]/acts/loan-act-page.tsx'
import { TextLink } from '#components/ui/button.tsx'
import { getTranslations } from '#lib/words/translations.ts'
import { openForDays } from './actions.ts'

type Props = { params: Promise<{ loanId: string }> }

export async function generateMetadata() {
  return { title: (await getTranslations('desk-acts'))('unlock.title') }
}

export default async function TemporaryUnlock({ params }: Props) {
  const viewed = await viewLoan((await params).loanId)
  const { loan, lender } = viewed
  const t = await getTranslations('desk-acts')
  const most = lender.policy.desk.mostTemporaryUnlockDays
  return (
    <LoanActPage {...viewed} title={t('unlock.title')} lead={t('unlock.lead')}>
      <ActForm
        action={openForDays}
        hidden={{ loanId: loan.loanId, token: randomUUID() }}
        words={await actWords(t('unlock.confirm'))}
        fields={[
          { name: 'days', kind: 'number', label: t('unlock.days'), hint: t('most_days', { most }) },
          { name: 'reason', kind: 'area', label: t('reason'), hint: t('reason_hint') },
        ]}
      />
      <p className="text-small text-soft">
        {t.rich('unlock.hold', {
          link: (text) => <TextLink href={`/desk/loans/${loan.loanId}/acts/hold`}>{text}</TextLink>,
        })}
      </p>
    </LoanActPage>
  )
}
