import { headers } from 'next/headers'
import { requireLender } from '#app/current-lender.ts'
import { Page } from '#components/page.tsx'
import { Button, LinkButton } from '#components/ui/button.tsx'
import { mayOpenLinks, noteWrongLink } from '#lib/accounts/limits.ts'
import { isGoodLink } from '#lib/accounts/sign-in-link.ts'
import { database } from '#lib/db/client.ts'
import { clientAddress } from '#lib/gateways/client-address.ts'
import { getTranslations } from '#lib/words/translations.ts'
import { signInByLink } from './actions.ts'

type Props = { params: Promise<{ token: string }> }

export async function generateMetadata() {
  return { title: (await getTranslations('sign-in'))('link.title') }
}

// Looking at the page uses nothing up: programs that check mail open every link.
export default async function SignInByLink({ params }: Props) {
  const [lender, { token }] = [await requireLender(), await params]
  const t = await getTranslations('sign-in')
  if (!(await isGood(lender.id, token)))
    return (
      <Page title={t('link.over_title')} lead={t('link.over')} lender={lender}>
        <LinkButton href="/sign-in">{t('link.other_way')}</LinkButton>
      </Page>
    )
  return (
    <Page title={t('link.title')} lead={t('link.lead', { lender: lender.name })} lender={lender}>
      <form action={signInByLink}>
        <input type="hidden" name="token" value={token} />
        <Button>{t('link.submit')}</Button>
      </form>
      <p className="text-small text-soft">{t('link.once')}</p>
    </Page>
  )
}

async function isGood(lenderId: string, token: string): Promise<boolean> {
  const address = clientAddress(await headers())
  if (!(await mayOpenLinks(address))) return false
  const now = Temporal.Now.instant()
  const isIt = await isGoodLink(database(), { lenderId, token, now })
  if (!isIt) await noteWrongLink(address)
  return isIt
}
