import { Page } from '#components/page/page.tsx'
import { Button, LinkButton } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { Form } from '#components/ui/form.tsx'
import { RowLink, Rows } from '#components/ui/rows.tsx'
import { requireBorrower } from '#lib/accounts/guards.ts'
import { type OwnContacts, ownContacts } from '#lib/accounts/own-contacts.ts'
import { database } from '#lib/db/client.ts'
import { reachOf } from '#lib/domain/identity/contact.ts'
import type { ContactChoices } from '#lib/domain/notice-gate.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import { choicesNow } from '#lib/notices/contact-choices.ts'
import { Contacts } from './contacts.tsx'

export async function generateMetadata() {
  return { title: (await getTranslations('account'))('title') }
}

export default async function Account() {
  const { lender, borrower } = await requireBorrower()
  const owner = { lenderId: lender.id, borrowerId: borrower.id }
  const own = await ownContacts(database(), owner)
  const t = await getTranslations('account')
  const contact = await getTranslations('contact')
  const { channel, isStopped } = await choicesNow(database(), owner)
  const back = { href: '/phones', label: t('back') }
  return (
    <Page title={t('title')} lender={lender} signedIn back={back}>
      <Contacts own={own} lender={lender} />
      <Rows>
        <RowLink href="/account/contact" icon="message" title={contact('to')}>
          {contact('now', { way: wayOf(own, channel), stopped: isStopped ? 'yes' : 'no' })}
        </RowLink>
        <RowLink href="/real" icon="mail" title={contact('real.link')}>
          {contact('real.link_note')}
        </RowLink>
      </Rows>
      <Card>
        <h2>{t('sheet.title')}</h2>
        <p>{t('sheet.lead')}</p>
        <LinkButton href="/account/recovery-codes">{t('sheet.title')}</LinkButton>
      </Card>
      <Card>
        <h2>{t('everywhere.title')}</h2>
        <p>{t('everywhere.text')}</p>
        <Form action="/sign-out" method="post">
          <input type="hidden" name="everywhere" value="yes" />
          <Button look="quiet">{t('everywhere.submit')}</Button>
        </Form>
      </Card>
    </Page>
  )
}

function wayOf({ email, phone, sendsTexts }: OwnContacts, channel: ContactChoices['channel']) {
  const nominatedPhone = (sendsTexts && phone) || null
  if (channel === 'both' && email && nominatedPhone) return 'both'
  return reachOf({ email: email ?? null, nominatedPhone, channel })
}
