import { requireLender } from '#app/current-lender.ts'
import { DeskDoor } from '#components/desk/desk-door.tsx'
import { LinkButton } from '#components/ui/button.tsx'
import { getTranslations } from '#lib/i18n/translations.ts'

export async function linkOverTitle() {
  return { title: (await getTranslations('desk-sign-in'))('over.title') }
}

/** For a link to the desk that was used, is too old, or was never given out: one page for all. */
export async function LinkOver({ lead }: { lead: string }) {
  const lender = await requireLender()
  const t = await getTranslations('desk-sign-in')
  return (
    <DeskDoor title={t('over.title')} lead={lead} lender={lender}>
      <LinkButton href="/desk/sign-in" look="quiet">
        {t('title')}
      </LinkButton>
    </DeskDoor>
  )
}
