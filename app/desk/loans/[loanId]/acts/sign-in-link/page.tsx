import { viewLoan } from '#app/desk/loans/[loanId]/acts/loan.ts'
import { LoanActPage } from '#app/desk/loans/[loanId]/acts/loan-act-page.tsx'
import { signInLinkMinutes } from '#lib/accounts/sign-in-link.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import { makeLink } from './actions.tsx'
import { LinkForm } from './link-form.tsx'

type Props = { params: Promise<{ loanId: string }> }

export async function generateMetadata() {
  return { title: (await getTranslations('desk-acts'))('link.title') }
}

export default async function SignInLink({ params }: Props) {
  const viewed = await viewLoan((await params).loanId)
  const t = await getTranslations('desk-acts')
  const minutes = signInLinkMinutes
  const words = {
    note: t('link.note'),
    noteHint: t('link.note_hint'),
    make: t('link.make'),
    madeTitle: t('link.made_title'),
    madeText: t('link.made_text', { minutes }),
    address: t('link.address'),
    again: t('link.again'),
  }
  return (
    <LoanActPage {...viewed} title={t('link.title')} lead={t('link.lead', { minutes })}>
      <LinkForm action={makeLink} loanId={viewed.loan.loanId} words={words} />
    </LoanActPage>
  )
}
