import { randomUUID } from 'node:crypto'
import { ActForm } from '#app/desk/acts/act-form.tsx'
import { actWords } from '#app/desk/acts/act-words.ts'
import { Waiting } from '#app/desk/approvals/waiting.tsx'
import { viewLoan } from '#app/desk/loans/[loanId]/acts/loan.ts'
import { LoanActPage } from '#app/desk/loans/[loanId]/acts/loan-act-page.tsx'
import { Amount } from '#components/amount.tsx'
import { Banner } from '#components/ui/banner.tsx'
import { Row } from '#components/ui/row.tsx'
import { approvalsWaitingFor } from '#lib/approvals/queries.ts'
import { database } from '#lib/db/client.ts'
import { cashMethods } from '#lib/domain/money/cash-limit.ts'
import { arrearsOf } from '#lib/domain/money/installments.ts'
import { todayOf } from '#lib/i18n/format.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import { readLoan } from '#lib/ledger/ledger.ts'
import { bookCash } from './actions.ts'
import { SettlesToday } from './settles-today.tsx'
import { whatItMeets } from './what-it-meets.ts'

type Props = { params: Promise<{ loanId: string }> }

export async function generateMetadata() {
  return { title: (await getTranslations('desk-acts'))('cash.title') }
}

export default async function TakeCash({ params }: Props) {
  const viewed = await viewLoan((await params).loanId)
  const { loan, lender, staff, reader } = viewed
  const t = await getTranslations('desk-acts')
  const { currency, outstandingMinor, loanId } = loan
  const { schedule } = await readLoan(database(), loanId)
  const { arrearsMinor } = arrearsOf(schedule, outstandingMinor, todayOf(reader))
  const money = (amountMinor: bigint) => (
    <Amount amountMinor={amountMinor} currency={currency} locale={reader.locale} />
  )
  const waiting = await approvalsWaitingFor(database(), lender.id, { loanId, kind: 'cash' })
  const meets = await whatItMeets(loan, undefined, reader)
  const methods = cashMethods.map((value) => ({ value, label: t(`cash.method.${value}`) }))
  return (
    <LoanActPage
      {...viewed}
      title={t('cash.title')}
      lead={t('cash.lead')}
      facts={
        <>
          <Row term={t('overdue')}>{money(arrearsMinor)}</Row>
          <Row term={t('owed')}>{money(outstandingMinor)}</Row>
          <SettlesToday loanId={loanId} seenBy={`staff:${staff.id}`} reader={reader} />
        </>
      }
    >
      {outstandingMinor === 0n && (
        <Banner tone="plain" title={t('cash.settled.title')}>
          {t('cash.settled.text')}
        </Banner>
      )}
      {meets.length > 0 && (
        <Banner tone="plain" title={t('cash.meets.title')}>
          <ul className="flex list-disc flex-col gap-1 ps-5">
            {meets.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        </Banner>
      )}
      {waiting.map(({ id }) => (
        <Waiting key={id} approvalId={id} />
      ))}
      <ActForm
        action={bookCash}
        hidden={{ loanId, token: randomUUID() }}
        seen={String(outstandingMinor)}
        words={await actWords(t('cash.confirm'))}
        fields={[
          { name: 'amount', kind: 'amount', label: t('amount', { currency }) },
          { name: 'method', kind: 'choice', label: t('cash.method.label'), options: methods },
          {
            name: 'takenOn',
            kind: 'date',
            label: t('cash.taken_on'),
            value: todayOf(reader).toString(),
          },
          {
            name: 'officeReceipt',
            kind: 'text',
            label: t('cash.receipt'),
            hint: t('cash.receipt_hint'),
          },
          { name: 'note', kind: 'area', label: t('cash.note'), hint: t('cash.note_hint') },
        ]}
      />
    </LoanActPage>
  )
}
