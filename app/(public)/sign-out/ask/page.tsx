import { requireLender } from '#app/current-lender.ts'
import { Page } from '#components/page/page.tsx'
import { Button } from '#components/ui/button.tsx'
import { Form } from '#components/ui/form.tsx'
import { getTranslations } from '#lib/i18n/translations.ts'

export async function generateMetadata() {
  return { title: (await getTranslations('sign-in'))('out.ask_title') }
}

export default async function AskSignOut() {
  const lender = await requireLender()
  const t = await getTranslations('sign-in')
  return (
    <Page title={t('out.ask_title')} lender={lender}>
      <Form action="/sign-out" method="post">
        <Button>{t('out.ask_submit')}</Button>
      </Form>
    </Page>
  )
}
