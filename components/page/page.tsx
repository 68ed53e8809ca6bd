import type { ReactNode } from 'react'
import { Form } from '#components/ui/form.tsx'
import { type ContactHolder, shownContacts } from '#lib/domain/identity/contact.ts'
import { useTranslations } from '#lib/i18n/translations.ts'
import { CallLink, MailLink } from './contact-links.tsx'
import { Hours } from './hours.tsx'
import { LanguageChoice } from './language-choice.tsx'
import { Mark } from './mark.tsx'
import { Stage, type StageProps } from './stage.tsx'

/** What a page says of its lender. */
export type LenderFace = ContactHolder & { name: string; mark?: string | null }

type Props = StageProps & {
  lender: LenderFace
  /** Shows the way out of the session. */
  signedIn?: boolean
  /** What to say on the telephone: a loan, payment or unlock reference. */
  reference?: string | undefined
  /** The id of the form in which one types: its words go along into another language, without scripts too. */
  typed?: string | undefined
  children?: ReactNode
  /** For what needs all of the room that there is. */
  isWide?: boolean
  /** What stands beside the rest where there is room, and under it where there is not. */
  rail?: ReactNode
}

export function Page(props: Props) {
  const { lender, signedIn = false, isWide = false, ...rest } = props
  const { reference, typed, children, rail, ...stage } = rest
  const t = useTranslations('common')
  return (
    <div className={`flex min-h-dvh flex-col ${rail ? 'has-rail' : ''} ${isWide ? 'is-wide' : ''}`}>
      <a href="#main" className="skip-link">
        {t('skip')}
      </a>
      <Top lender={lender} signedIn={signedIn} />
      <main id="main" className="flex flex-1 flex-col">
        <Stage {...stage} />
        <div className="column body">
          <div>{children}</div>
          {rail && <div>{rail}</div>}
        </div>
      </main>
      <footer className="foot">
        <div className="column">
          <HelpLine lender={lender} reference={reference} />
          <div className="flex flex-wrap items-center gap-x-5 print:hidden">
            <a href="/help" className="foot-link">
              {t('help')}
            </a>{' '}
            <a href="/real" className="foot-link">
              {t('real')}
            </a>{' '}
            {signedIn && (
              <a href="/account" className="foot-link">
                {t('account')}
              </a>
            )}
            <LanguageChoice typed={typed} />
          </div>
        </div>
      </footer>
    </div>
  )
}

function Top({ lender, signedIn }: { lender: LenderFace; signedIn: boolean }) {
  const t = useTranslations('common')
  return (
    <header className="top">
      <div className="column">
        <a href={signedIn ? '/phones' : '/'} className="brand">
          <Mark lender={lender} />
          <span className="min-w-0">{lender.name}</span>
        </a>
        {signedIn && <SignOut label={t('sign_out')} />}
      </div>
    </header>
  )
}

function SignOut({ label }: { label: string }) {
  return (
    <Form action="/sign-out" method="post" className="print:hidden">
      <button
        type="submit"
        className="min-h-11 cursor-pointer px-1 text-small text-soft underline underline-offset-4"
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
