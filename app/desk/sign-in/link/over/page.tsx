import { LinkOver, linkOverTitle } from '#app/desk/sign-in/link-over.tsx'
import { getTranslations } from '#lib/i18n/translations.ts'
import { browserLinkHours } from '#lib/staff/browser-link.ts'

export const generateMetadata = linkOverTitle

export default async function BrowserLinkOver() {
  const t = await getTranslations('desk-sign-in')
  return <LinkOver lead={t('link.over', { hours: browserLinkHours })} />
}
