import { requireLender } from '#app/current-lender.ts'
import { Page } from '#components/page/page.tsx'
import { Button, LinkButton } from '#components/ui/button.tsx'
import { Form } from '#components/ui/form.tsx'
import { isGoodLink } from '#lib/accounts/sign-in-link.ts'
import { database } from '#lib/db/client.ts'
import { linkToken } from '#lib/domain/identity/link-token.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import { signInByLink } from './actions.ts'

type Props = { params: Promise<{ token: string }> }

export async function generateMetadata() {
  return { title: (await getTranslations('sign-in'))('link.title') }
}

// Looking at the page uses nothing up: programs that check mail open every link.
export default async function SignInByLink({ params }: Props) {
  const lender = await requireLender()
  const { token: sent } = await params
  const t = await getTranslations('sign-in')
  const token = linkToken(sent)
  const now = Temporal.Now.instant()
  if (!(await isGoodLink(database(), { lenderId: lender.id, token, now })))
    return (
      <Page title={t('link.over_title')} lead={t('link.over')} lender={lender}>
        <LinkButton href="/sign-in">{t('link.other_way')}</LinkButton>
      </Page>
    )
  return (
    <Page title={t('link.title')} lead={t('link.lead', { lender: lender.name })} lender={lender}>
      <Form action={signInByLink}>
        <input type="hidden" name="token" value={token} />
        <Button>{t('link.submit')}</Button>
      </Form>
      <p className="text-small text-soft">{t('link.once')}</p>
    </Page>
  )
}
