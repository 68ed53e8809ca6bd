import { DeskPage } from '#app/desk/desk-page.tsx'
import { readerOf } from '#app/reader.ts'
import { DeskExport } from '#components/desk/desk-export.tsx'
import { TextLink } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { type Approval, decidedApprovals, waitingApprovals } from '#lib/approvals/queries.ts'
import { database } from '#lib/db/client.ts'
import { formatAgo, formatMoment, type Reader } from '#lib/i18n/format.ts'
import { getTranslations, useTranslations } from '#lib/i18n/translations.ts'
import { auditView } from '#lib/staff/audit-view.ts'
import { requireStaff } from '#lib/staff/guards.ts'
import { ApprovalTitle } from './approval-title.tsx'

export async function generateMetadata() {
  return { title: (await getTranslations('desk-acts'))('approval.list_title') }
}

export default async function Approvals() {
  const signedIn = await requireStaff()
  const { lender, staff } = signedIn
  const t = await getTranslations('desk-acts')
  const reader = await readerOf(lender)
  const waiting = await waitingApprovals(database(), lender.id)
  const decided = await decidedApprovals(database(), lender.id)
  await auditView(database(), signedIn, { subject: 'list', subjectId: 'approvals' })
  return (
    <DeskPage
      title={t('approval.list_title')}
      lead={t('approval.list_lead')}
      lender={lender}
      staff={staff}
    >
      {waiting.length === 0 && <p>{t('approval.none')}</p>}
      {waiting.length > 0 && (
        <Card>
          <h2>{t('approval.waiting')}</h2>
          <List approvals={waiting} reader={reader} />
        </Card>
      )}
      {decided.length > 0 && (
        <Card>
          <h2>{t('approval.decided')}</h2>
          <List approvals={decided} reader={reader} />
        </Card>
      )}
      <DeskExport href="/desk/approvals/export.csv" />
    </DeskPage>
  )
}

function List({ approvals, reader }: { approvals: Approval[]; reader: Reader }) {
  const t = useTranslations('desk-acts')
  return (
    <ul className="flex flex-col divide-y divide-line">
      {approvals.map((approval) => (
        <li
          key={approval.id}
          className="flex flex-wrap items-baseline justify-between gap-x-6 py-2"
        >
          <div className="flex flex-col pb-1">
            <TextLink
              href={`/desk/approvals/${approval.id}`}
              className="inline-flex min-h-11 items-center"
            >
              <ApprovalTitle approval={approval} reader={reader} />
            </TextLink>
            {approval.loanNumber && (
              <span className="text-small text-soft">
                <bdi>{approval.borrowerName}</bdi> · <bdi dir="ltr">{approval.loanNumber}</bdi>
              </span>
            )}
          </div>
          <span className="text-small text-soft">
            {approval.decidedAt
              ? t('approval.decided_line', {
                  state: t(`approval.state.${approval.state}`),
                  at: formatMoment(approval.decidedAt, reader),
                })
              : t('approval.asked_line', {
                  name: approval.askerName,
                  ago: formatAgo(approval.askedAt, reader),
                })}
          </span>
        </li>
      ))}
    </ul>
  )
}
