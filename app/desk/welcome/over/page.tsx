import { requireLender } from '#app/current-lender.ts'
import { DeskDoor } from '#components/desk/desk-door.tsx'
import { LinkButton } from '#components/ui/button.tsx'
import { getTranslations } from '#lib/i18n/translations.ts'
import { invitationHours } from '#lib/staff/invite-staff.ts'

export async function generateMetadata() {
  return { title: (await getTranslations('desk-sign-in'))('over.title') }
}

/** For a link that was used, is a day old, or was never given out: one page for all. */
export default async function WelcomeOver() {
  const lender = await requireLender()
  const t = await getTranslations('desk-sign-in')
  const lead = t('over.text', { hours: invitationHours })
  return (
    <DeskDoor title={t('over.title')} lead={lead} lender={lender}>
      <LinkButton href="/desk/sign-in" look="quiet">
        {t('title')}
      </LinkButton>
    </DeskDoor>
  )
}
