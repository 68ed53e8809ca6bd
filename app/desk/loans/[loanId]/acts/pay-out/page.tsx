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
import { cashMethods } from '#lib/domain/money/cash-limit.ts'
import { todayOf } from '#lib/i18n/format.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import { bookPayOut } from './actions.ts'

type Props = { params: Promise<{ loanId: string }> }

export async function generateMetadata() {
  return { title: (await getTranslations('desk-acts'))('pay_out.title') }
}

export default async function PayOut({ params }: Props) {
  const viewed = await viewLoan((await params).loanId)
  const { loan, lender, reader } = viewed
  const t = await getTranslations('desk-acts')
  const { currency, creditMinor, loanId } = loan
  const about = { kind: 'refund', subjectId: loanId } as const
  const waiting = await waitingApproval(database(), lender.id, about)
  const credit = <Amount amountMinor={creditMinor} currency={currency} locale={reader.locale} />
  const methods = cashMethods.map((value) => ({ value, label: t(`cash.method.${value}`) }))
  return (
    <LoanActPage
      {...viewed}
      title={t('pay_out.title')}
      lead={t('pay_out.lead')}
      facts={<Row term={t('pay_out.credit')}>{credit}</Row>}
    >
      {waiting ? (
        <Waiting approvalId={waiting.id} />
      ) : creditMinor === 0n ? (
        <Banner tone="plain" title={t('pay_out.none')} />
      ) : (
        <ActForm
          action={bookPayOut}
          hidden={{ loanId, token: randomUUID() }}
          seen={String(creditMinor)}
          words={await actWords(t('pay_out.confirm'))}
          fields={[
            { name: 'amount', kind: 'amount', label: t('pay_out.amount', { currency }) },
            { name: 'method', kind: 'choice', label: t('pay_out.method'), options: methods },
            {
              name: 'paidOn',
              kind: 'date',
              label: t('pay_out.on'),
              value: todayOf(reader).toString(),
            },
            {
              name: 'note',
              kind: 'area',
              label: t('pay_out.note'),
              hint: t('pay_out.note_hint'),
            },
          ]}
        />
      )}
    </LoanActPage>
  )
}
