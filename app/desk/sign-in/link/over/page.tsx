import { requireLender } from '#app/current-lender.ts'
import { DeskDoor } from '#components/desk/desk-door.tsx'
import { LinkButton } from '#components/ui/button.tsx'
import { getTranslations } from '#lib/i18n/translations.ts'
import { browserLinkHours } from '#lib/staff/browser-link.ts'

export async function generateMetadata() {
  return { title: (await getTranslations('desk-sign-in'))('over.title') }
}

/** For a link that was used, is too old, or was never given out: one page for all. */
export default async function BrowserLinkOver() {
  const lender = await requireLender()
  const t = await getTranslations('desk-sign-in')
  const lead = t('link.over', { hours: browserLinkHours })
  return (
    <DeskDoor title={t('over.title')} lead={lead} lender={lender}>
      <LinkButton href="/desk/sign-in" look="quiet">
        {t('title')}
      </LinkButton>
    </DeskDoor>
  )
}
