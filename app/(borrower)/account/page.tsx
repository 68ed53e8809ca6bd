import { Page } from '#components/page/page.tsx'
import { Button, LinkButton } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { Form } from '#components/ui/form.tsx'
import { requireBorrower } from '#lib/accounts/guards.ts'
import { ownContacts } from '#lib/accounts/own-contacts.ts'
import { database } from '#lib/db/client.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import { Contacts } from './contacts.tsx'

export async function generateMetadata() {
  return { title: (await getTranslations('account'))('title') }
}

export default async function Account() {
  const { lender, borrower } = await requireBorrower()
  const owner = { lenderId: lender.id, borrowerId: borrower.id }
  const own = await ownContacts(database(), owner)
  const t = await getTranslations('account')
  const back = { href: '/phones', label: t('back') }
  return (
    <Page title={t('title')} lender={lender} signedIn back={back}>
      <Contacts own={own} lender={lender} />
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
