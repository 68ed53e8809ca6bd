import { ApprovalTitle } from '#app/desk/approvals/approval-title.tsx'
import { TextLink } from '#components/ui/button.tsx'
import { type Fact, Facts } from '#components/ui/row.tsx'
import { approvalOf } from '#lib/approvals/queries.ts'
import { database } from '#lib/db/client.ts'
import { formatMoment, type Reader } from '#lib/i18n/format.ts'
import { getTranslations } from '#lib/i18n/translations.ts'

type Props = { lenderId: string; approvalId: string; reader: Reader }

export async function NotDone({ lenderId, approvalId, reader }: Props) {
  const approval = await approvalOf(database(), lenderId, approvalId)
  if (!approval) return null
  const t = await getTranslations('desk')
  const acts = await getTranslations('desk-acts')
  const { state, deciderName, decidedAt, decisionNote, reason } = approval
  const words = (text: string) => <span dir="auto">{text}</span>
  const rows: Fact[] = [
    [t('noted.approval'), <ApprovalTitle key="what" approval={approval} reader={reader} />],
    [t('not_done.asked_why'), words(reason)],
    [t('not_done.outcome'), acts(`approval.state.${state}`)],
    deciderName !== null && [t('not_done.by'), <bdi key="by">{deciderName}</bdi>],
    decidedAt !== null && [t('not_done.at'), formatMoment(decidedAt, reader)],
    decisionNote !== null && [t('not_done.why'), words(decisionNote)],
  ]
  return (
    <>
      <h3 className="font-semibold">{t('case.noted')}</h3>
      <Facts rows={rows} />
      <TextLink href={`/desk/approvals/${approvalId}`}>{t('case.to_approval')}</TextLink>
    </>
  )
}
