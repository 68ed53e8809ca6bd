import { redirect } from 'next/navigation'
import { requireLender } from '#app/current-lender.ts'
import { DeskDoor } from '#components/desk/desk-door.tsx'
import { Button } from '#components/ui/button.tsx'
import { Form } from '#components/ui/form.tsx'
import { linkToken } from '#lib/domain/identity/link-token.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import { staffOfBrowserLink } from '#lib/staff/browser-link.ts'
import { makeBrowserKnown } from './actions.ts'

type Props = { params: Promise<{ token: string }> }

export async function generateMetadata() {
  return { title: (await getTranslations('desk-sign-in'))('link.title') }
}

/** For who was kept out by too many tries. Programs that check mail open every link: looking uses nothing up. */
export default async function BrowserLink({ params }: Props) {
  const lender = await requireLender()
  const token = linkToken((await params).token)
  const asked = { lenderId: lender.id, token, now: Temporal.Now.instant() }
  if (!staffOfBrowserLink(asked)) redirect('/desk/sign-in/link/over')
  const t = await getTranslations('desk-sign-in')
  return (
    <DeskDoor title={t('link.title')} lead={t('link.lead')} lender={lender}>
      <Form action={makeBrowserKnown}>
        <input type="hidden" name="token" value={token} />
        <Button>{t('link.submit')}</Button>
      </Form>
      <p className="text-small text-soft">{t('link.borrowed')}</p>
    </DeskDoor>
  )
}
