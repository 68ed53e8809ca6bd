import { SettingsChanges } from '#components/desk/settings-changes.tsx'
import { Card } from '#components/ui/card.tsx'
import { database } from '#lib/db/client.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import { proposedChanges } from '#lib/settings/proposal.ts'

type Props = { lenderId: string; detail: unknown; locale: string }

export async function ProposedSettings({ lenderId, detail, locale }: Props) {
  const t = await getTranslations('desk-settings')
  return (
    <Card>
      <h2>{t('form.review_title')}</h2>
      <SettingsChanges
        changes={await proposedChanges(database(), lenderId, detail)}
        locale={locale}
      />
    </Card>
  )
}
