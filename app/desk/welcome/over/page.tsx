import { LinkOver, linkOverTitle } from '#app/desk/sign-in/link-over.tsx'
import { getTranslations } from '#lib/i18n/translations.ts'
import { invitationHours } from '#lib/staff/invite-staff.ts'

export const generateMetadata = linkOverTitle

export default async function WelcomeOver() {
  const t = await getTranslations('desk-sign-in')
  return <LinkOver lead={t('over.text', { hours: invitationHours })} />
}
