import { ApprovalTitle } from '#app/desk/approvals/approval-title.tsx'
import { DeskPage } from '#app/desk/desk-page.tsx'
import { notAtThisDesk } from '#app/desk/not-here.ts'
import { ProposedSettings } from '#app/desk/settings/proposed-settings.tsx'
import { readerOf } from '#app/reader.ts'
import { Banner } from '#components/ui/banner.tsx'
import { approvalOf } from '#lib/approvals/queries.ts'
import { database } from '#lib/db/client.ts'
import { isUuid } from '#lib/domain/identity/uuid.ts'
import { isolated } from '#lib/i18n/format.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import { auditView } from '#lib/staff/audit-view.ts'
import { requireStaff } from '#lib/staff/guards.ts'
import { Asked } from './asked-approval.tsx'
import { Decision } from './decision.tsx'

type Props = {
  params: Promise<{ approvalId: string }>
  searchParams: Promise<{ done?: string; fault?: string; late?: string }>
}

export async function generateMetadata() {
  return { title: (await getTranslations('desk-acts'))('approval.page_title') }
}

export default async function ApprovalPage({ params, searchParams }: Props) {
  const signedIn = await requireStaff()
  const { approvalId } = await params
  const search = await searchParams
  const { lender, staff } = signedIn
  const db = database()
  const approval = isUuid(approvalId) ? await approvalOf(db, lender.id, approvalId) : undefined
  if (!approval) return notAtThisDesk(signedIn, `approval ${approvalId}`)
  await auditView(db, signedIn, { subject: 'approval', subjectId: approval.id })
  const t = await getTranslations('desk-acts')
  const reader = await readerOf(lender)
  const { state } = approval
  return (
    <DeskPage
      title={<ApprovalTitle approval={approval} reader={reader} />}
      lender={lender}
      staff={staff}
      back={{ href: '/desk/approvals', label: t('approval.list_title') }}
    >
      <div className="flex max-w-xl flex-col gap-5">
        {search.done === 'asked' && (
          <Banner tone="good" title={t('approval.asked_title')}>
            {t('approval.asked_text')}
          </Banner>
        )}
        {search.late && approval.deciderName && approval.decidedBy !== staff.id && (
          <Banner tone="wait" title={t('approval.late_title')}>
            {t('approval.late_text', { name: isolated(approval.deciderName) })}
          </Banner>
        )}
        {state !== 'waiting' && (
          <Banner tone={tones[state]} title={t(`approval.told.${state}`)}>
            {state === 'stale' && t('approval.stale_text')}
          </Banner>
        )}
        <Asked approval={approval} reader={reader} />
        {approval.kind === 'settings' && (
          <ProposedSettings lenderId={lender.id} detail={approval.detail} locale={reader.locale} />
        )}
        {state === 'waiting' && (
          <Decision
            lenderId={lender.id}
            approval={approval}
            staff={staff}
            reader={reader}
            fault={search.fault}
          />
        )}
      </div>
    </DeskPage>
  )
}

const tones = { approved: 'good', refused: 'plain', withdrawn: 'plain', stale: 'wait' } as const
