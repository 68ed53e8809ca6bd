import { Form } from '#components/ui/form.tsx'
import { type ContactHolder, shownContacts } from '#lib/domain/identity/contact.ts'
import { useTranslations } from '#lib/i18n/translations.ts'
import { CallLink, MailLink } from './contact-links.tsx'
import { Hours } from './hours.tsx'
import { LanguageChoice } from './language-choice.tsx'
import { MainColumn, type MainProps } from './main-column.tsx'

/** What a page says of its lender. */
export type LenderFace = ContactHolder & { name: string }

type Props = MainProps & {
  lender: LenderFace
  /** Shows the way out of the session. */
  signedIn?: boolean
  /** What to say on the telephone: a loan, payment or unlock reference. */
  reference?: string | undefined
}

/** Every page of the portal: the lender's name, one column, and the way to a person. */
export function Page({ lender, signedIn, reference, ...main }: Props) {
  const t = useTranslations('common')
  return (
    <div className="flex min-h-dvh flex-col">
      <a href="#main" className="skip-link">
        {t('skip')}
      </a>
      <header className="border-b border-line bg-paper print:border-0">
        <div className="column flex min-h-15 flex-wrap items-center justify-between gap-x-4">
          <a href={signedIn ? '/phones' : '/'} className="flex min-h-11 items-center font-bold">
            {lender.name}
          </a>
          {signedIn && <SignOut label={t('sign_out')} />}
        </div>
      </header>
      <MainColumn {...main} />
      <footer className="border-t border-line bg-paper text-small text-soft">
        <div className="column flex flex-col gap-3 py-5">
          <HelpLine lender={lender} reference={reference} />
          <div className="flex flex-wrap items-center justify-between gap-x-6 print:hidden">
            <div className="flex gap-x-5">
              <a href="/help" className="foot-link">
                {t('help')}
              </a>{' '}
              {signedIn && (
                <a href="/account" className="foot-link">
                  {t('account')}
                </a>
              )}
            </div>
            <LanguageChoice />
          </div>
        </div>
      </footer>
    </div>
  )
}

function SignOut({ label }: { label: string }) {
  return (
    <Form action="/sign-out" method="post" className="print:hidden">
      <button
        type="submit"
        className="min-h-11 cursor-pointer px-1 text-soft underline underline-offset-4"
      >
        {label}
      </button>
    </Form>
  )
}

/** Whom to call, when, and what to say; whom to write to while nobody knows whether the number is still right. */
export function HelpLine({
  lender,
  reference,
}: {
  lender: LenderFace
  reference?: string | undefined
}) {
  const t = useTranslations('common')
  const { call, email } = shownContacts(lender, Temporal.Now.instant())
  return (
    <p>
      {call
        ? t.rich('help_line', {
            phone: () => <CallLink phone={call.phone} />,
            hours: () => <Hours of={call.hours} />,
          })
        : t.rich('help_line_mail', { mail: () => <MailLink email={email} /> })}
      {reference && (
        <>
          <br />
          {t.rich('reference', {
            code: () => (
              <bdi dir="ltr" className="font-semibold whitespace-nowrap text-ink tabular-nums">
                {reference}
              </bdi>
            ),
          })}
        </>
      )}
    </p>
  )
}
