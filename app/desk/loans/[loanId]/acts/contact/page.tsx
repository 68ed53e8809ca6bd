import { ActForm } from '#app/desk/acts/act-form.tsx'
import { actWords } from '#app/desk/acts/act-words.ts'
import { viewLoan } from '#app/desk/loans/[loanId]/acts/loan.ts'
import { LoanActPage } from '#app/desk/loans/[loanId]/acts/loan-act-page.tsx'
import { database } from '#lib/db/client.ts'
import { partOf, partsWithin } from '#lib/domain/contact-hours.ts'
import { languages } from '#lib/domain/languages.ts'
import { isolated } from '#lib/i18n/format.ts'
import { languageNames } from '#lib/i18n/language-names.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import { choicesOf } from '#lib/notices/contact-choices.ts'
import { keepContactChoices } from './actions.ts'

type Props = { params: Promise<{ loanId: string }> }

export async function generateMetadata() {
  return { title: (await getTranslations('desk-acts'))('contact.title') }
}

export default async function ContactOfBorrower({ params }: Props) {
  const viewed = await viewLoan((await params).loanId)
  const { loan, lender } = viewed
  const t = await getTranslations('desk-acts')
  const contact = await getTranslations('contact')
  const owner = { lenderId: lender.id, borrowerId: loan.borrowerId }
  const [chosen] = await choicesOf(database(), owner, 1)
  const { demandsFrom: from, demandsUntil: until } = lender.policy.hours
  const clock = (hour: number) => isolated(`${hour}:00`)
  const parts = partsWithin({ from, until }).map(({ part, hours }) => {
    const span = { from: clock(hours.from), until: clock(hours.until) }
    return { value: part, label: contact(`hours.${part}`, span) }
  })
  return (
    <LoanActPage {...viewed} title={t('contact.title')} lead={t('contact.lead')}>
      <ActForm
        action={keepContactChoices}
        hidden={{ loanId: loan.loanId }}
        words={await actWords(t('contact.confirm'))}
        fields={[
          {
            name: 'channel',
            kind: 'choice',
            label: contact('channel.title'),
            value: chosen?.channel ?? 'email',
            options: (['email', 'sms', 'both'] as const).map((value) => ({
              value,
              label: contact(`channel.${value}`),
            })),
          },
          {
            name: 'part',
            kind: 'choice',
            label: contact('hours.title'),
            value: partOf(chosen?.hours ?? null),
            options: parts,
          },
          {
            name: 'locale',
            kind: 'choice',
            label: contact('language.title'),
            value: loan.borrowerLocale,
            options: languages.map((value) => ({ value, label: languageNames[value] })),
          },
          {
            name: 'reminders',
            kind: 'choice',
            label: contact('reminders.title'),
            value: chosen?.isStopped ? 'stop' : 'send',
            options: (['send', 'stop'] as const).map((value) => ({
              value,
              label: contact(`reminders.${value}`),
            })),
          },
        ]}
      />
    </LoanActPage>
  )
}
