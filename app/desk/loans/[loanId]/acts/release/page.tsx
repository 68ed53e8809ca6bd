import { randomUUID } from 'node:crypto'
import { ActForm } from '#app/desk/acts/act-form.tsx'
import { actWords } from '#app/desk/acts/act-words.ts'
import { Waiting } from '#app/desk/approvals/waiting.tsx'
import { viewLoan } from '#app/desk/loans/[loanId]/acts/loan.ts'
import { LoanActPage } from '#app/desk/loans/[loanId]/acts/loan-act-page.tsx'
import { Amount } from '#components/amount.tsx'
import { Banner } from '#components/ui/banner.tsx'
import { Row } from '#components/ui/row.tsx'
import { waitingApproval } from '#lib/approvals/queries.ts'
import { database } from '#lib/db/client.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import { releasePhone } from './actions.ts'

type Props = { params: Promise<{ loanId: string }> }

export async function generateMetadata() {
  return { title: (await getTranslations('desk-acts'))('release.title') }
}

export default async function Release({ params }: Props) {
  const viewed = await viewLoan((await params).loanId)
  const { loan, lender, reader } = viewed
  const t = await getTranslations('desk-acts')
  const { currency, outstandingMinor, loanId } = loan
  const isOwed = outstandingMinor > 0n
  const about = { kind: 'release', subjectId: loanId } as const
  const waiting = await waitingApproval(database(), lender.id, about)
  const owed = <Amount amountMinor={outstandingMinor} currency={currency} locale={reader.locale} />
  const options = (['keep', 'write_off'] as const).map((value) => ({
    value,
    label: t(`release.balance.${value}`),
    hint: t(`release.balance.${value}_hint`),
  }))
  return (
    <LoanActPage
      {...viewed}
      title={t('release.title')}
      lead={t(isOwed ? 'release.lead' : 'release.lead_paid')}
      facts={<Row term={t('owed')}>{owed}</Row>}
    >
      {loan.lockState === 'released' ? (
        <Banner tone="good" title={t('release.refusal.already_released')} />
      ) : waiting ? (
        <Waiting approvalId={waiting.id} />
      ) : (
        <ActForm
          action={releasePhone}
          hidden={{ loanId, token: randomUUID() }}
          seen={String(outstandingMinor)}
          words={await actWords(t(isOwed ? 'ask_second' : 'release.confirm'))}
          fields={[
            ...(isOwed
              ? [
                  {
                    name: 'balance',
                    kind: 'choice' as const,
                    options,
                    label: t('release.balance.label'),
                  },
                ]
              : []),
            { name: 'reason', kind: 'area', label: t('reason'), hint: t('reason_hint') },
          ]}
        />
      )}
    </LoanActPage>
  )
}
