import { Banner } from '#components/ui/banner.tsx'
import { TextLink } from '#components/ui/button.tsx'
import { waitingApproval } from '#lib/approvals/queries.ts'
import { database } from '#lib/db/client.ts'
import type { Lender } from '#lib/db/lenders.ts'
import { isolated } from '#lib/i18n/format.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import { groupOf } from '#lib/settings/proposal.ts'

/** The change that waits for a second person, if one does: no other can be asked for until then. */
export async function WaitingChange({ lender }: { lender: Lender }) {
  const waiting = await waitingApproval(database(), lender.id, {
    kind: 'settings',
    subjectId: lender.id,
  })
  if (!waiting) return null
  const t = await getTranslations('desk-settings')
  const group = t(`groups.${groupOf(waiting.detail)}.title`)
  return (
    <Banner tone="wait" title={t('waiting_title')}>
      <p>{t('waiting', { who: isolated(waiting.askerName), group })}</p>
      <TextLink href={`/desk/approvals/${waiting.id}`}>{t('waiting_link')}</TextLink>
    </Banner>
  )
}
