import { randomUUID } from 'node:crypto'
import { ActForm } from '#app/desk/acts/act-form.tsx'
import { actWords } from '#app/desk/acts/act-words.ts'
import { viewLoan } from '#app/desk/loans/[loanId]/acts/loan.ts'
import { LoanActPage } from '#app/desk/loans/[loanId]/acts/loan-act-page.tsx'
import { Banner } from '#components/ui/banner.tsx'
import { TextLink } from '#components/ui/button.tsx'
import { formatDayAndTime } from '#lib/i18n/format.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import { fewestDays } from '#lib/workflows/unlocks/unlock-by-staff.ts'
import { openForDays } from './actions.ts'

type Props = { params: Promise<{ loanId: string }> }

export async function generateMetadata() {
  return { title: (await getTranslations('desk-acts'))('unlock.title') }
}

export default async function TemporaryUnlock({ params }: Props) {
  const viewed = await viewLoan((await params).loanId)
  const { loan, lender, reader } = viewed
  const t = await getTranslations('desk-acts')
  const { policy, timeZone } = lender
  const most = policy.desk.mostTemporaryUnlockDays
  const least = fewestDays(loan, { policy, timeZone, now: reader.now })
  const whyNot =
    loan.lockState === null
      ? 'missing'
      : loan.lockState === 'released'
        ? 'released'
        : 'open_as_long'
  const until = loan.relockAt ? formatDayAndTime(loan.relockAt, reader) : 'none'
  const daysHint = () =>
    least === 1
      ? t('most_days', { most })
      : t('unlock.from_days', { least: least ?? most, most, until })
  return (
    <LoanActPage {...viewed} title={t('unlock.title')} lead={t('unlock.lead')}>
      {least !== undefined ? (
        <ActForm
          action={openForDays}
          hidden={{ loanId: loan.loanId, token: randomUUID() }}
          words={await actWords(t('unlock.confirm'))}
          fields={[
            {
              name: 'days',
              kind: 'number',
              label: t('unlock.days'),
              hint: daysHint(),
            },
            { name: 'reason', kind: 'area', label: t('reason'), hint: t('reason_hint') },
          ]}
        />
      ) : (
        <Banner tone="plain" title={t(`unlock.refusal.${whyNot}`, { until })} />
      )}
      {loan.lockState !== 'released' && (
        <p className="text-small text-soft">
          {t.rich('unlock.hold', {
            link: (text) => (
              <TextLink href={`/desk/loans/${loan.loanId}/acts/hold`}>{text}</TextLink>
            ),
          })}
        </p>
      )}
    </LoanActPage>
  )
}
