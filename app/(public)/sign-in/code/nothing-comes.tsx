import { chooseWay, sendAgain } from '#app/(public)/sign-in/actions.ts'
import { CallLink, MailLink } from '#components/page/contact-links.tsx'
import { Hours } from '#components/page/hours.tsx'
import { Form } from '#components/ui/form.tsx'
import type { IconName } from '#components/ui/icon.tsx'
import { RowButton, RowLink, Rows } from '#components/ui/rows.tsx'
import type { Method, Way } from '#lib/accounts/challenge.ts'
import { waysInWords } from '#lib/accounts/ways-of-lender.ts'
import type { Lender } from '#lib/db/lenders.ts'
import { shownContacts } from '#lib/domain/identity/contact.ts'
import { getTranslations } from '#lib/i18n/translations.ts'

const icons: Record<Way, IconName> = {
  email: 'mail',
  sms: 'message',
  lock_screen: 'phone',
  recovery_code: 'sheet',
}

type Props = { lender: Lender; method: Method; ways: readonly Way[] }

export async function NothingComes({ lender, method, ways }: Props) {
  const t = await getTranslations('sign-in')
  const { call, email } = shownContacts(lender, Temporal.Now.instant())
  return (
    <>
      <Rows title={t('code.nothing_title')}>
        {method !== 'recovery_code' && (
          <Form action={sendAgain}>
            <RowButton icon="clock" title={t('code.again')}>
              {t(`code.nothing_${method}`, waysInWords(ways))}
            </RowButton>
          </Form>
        )}
        {ways
          .filter((way) => way !== method)
          .map((way) => (
            <Form key={way} action={chooseWay}>
              <input type="hidden" name="way" value={way} />
              <RowButton icon={icons[way]} title={t(`way.${way}`)}>
                {t(`way.${way}_hint`)}
              </RowButton>
            </Form>
          ))}
        <RowLink href="/scan" icon="people" title={t('code.no_way')}>
          {t('code.no_way_hint')}
        </RowLink>
      </Rows>
      <p className="text-small text-soft">
        {t('code.nothing_identifier')} {t('code.nothing_many')}
      </p>
      <p className="text-small text-soft">
        {call
          ? t.rich('code.nothing_person', {
              phone: () => <CallLink phone={call.phone} />,
              hours: () => <Hours of={call.hours} />,
            })
          : t.rich('code.nothing_person_mail', { mail: () => <MailLink email={email} /> })}
      </p>
    </>
  )
}
