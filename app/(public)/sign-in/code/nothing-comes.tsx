import { sendAgain } from '#app/(public)/sign-in/actions.ts'
import { CallLink, MailLink } from '#components/page/contact-links.tsx'
import { Hours } from '#components/page/hours.tsx'
import { Button, TextLink } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { Form } from '#components/ui/form.tsx'
import type { Method } from '#lib/accounts/challenge.ts'
import type { Lender } from '#lib/db/lenders.ts'
import { shownContacts } from '#lib/domain/identity/contact.ts'
import { getTranslations } from '#lib/i18n/translations.ts'

/** What to do when no code comes, ending with a person. The same for everybody. */
export async function NothingComes({ lender, method }: { lender: Lender; method: Method }) {
  const t = await getTranslations('sign-in')
  const { call, email } = shownContacts(lender, Temporal.Now.instant())
  const printed = method === 'recovery_code'
  return (
    <Card>
      {!printed && (
        <>
          <h2>{t('code.nothing_title')}</h2>
          <ul className="flex list-disc flex-col gap-1 ps-5 text-small">
            <li>{t(`code.nothing_${method}`)}</li>
            <li>{t('code.nothing_identifier')}</li>
          </ul>
          <Form action={sendAgain}>
            <Button look="quiet">{t('code.again')}</Button>
          </Form>
        </>
      )}
      <div className="flex flex-wrap gap-x-6">
        <TextLink href="/sign-in/method" className="flex min-h-11 items-center">
          {t('code.other_way')}
        </TextLink>{' '}
        <TextLink href="/sign-in" className="flex min-h-11 items-center">
          {t('code.other_identifier')}
        </TextLink>
      </div>
      <p className="text-small text-soft">
        {call
          ? t.rich('code.nothing_person', {
              phone: () => <CallLink phone={call.phone} />,
              hours: () => <Hours of={call.hours} />,
            })
          : t.rich('code.nothing_person_mail', { mail: () => <MailLink email={email} /> })}
      </p>
    </Card>
  )
}
