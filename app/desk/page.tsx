import { readerOf } from '#app/reader.ts'
import { DeskExport } from '#components/desk/desk-export.tsx'
import { DeskPages, pageNumber } from '#components/desk/desk-pages.tsx'
import { FailuresNotice } from '#components/failures-notice.tsx'
import { isWorkGroup } from '#lib/cases/case-groups.ts'
import { database } from '#lib/db/client.ts'
import { type WorkCounts, workCounts, workList, workPageSize } from '#lib/desk/work-list.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import { auditView } from '#lib/staff/audit-view.ts'
import { requireStaff } from '#lib/staff/guards.ts'
import { DeskPage } from './desk-page.tsx'
import { type Chosen, WorkFilters, workHref } from './work-filters.tsx'
import { WorkLines } from './work-lines.tsx'

type Search = { group?: string; mine?: string; page?: string }

export async function generateMetadata() {
  return { title: (await getTranslations('desk'))('work.title') }
}

export default async function Work({ searchParams }: { searchParams: Promise<Search> }) {
  const signedIn = await requireStaff()
  const search = await searchParams
  const { staff, lender } = signedIn
  const t = await getTranslations('desk')
  const reader = await readerOf(lender)
  const page = pageNumber(search.page)
  const door = await getTranslations('desk-sign-in')
  const group = isWorkGroup(search.group) ? search.group : undefined
  const takenBy = search.mine ? staff.id : undefined
  const of = { lenderId: lender.id, withinHours: lender.policy.desk.withinHours }
  const filter = { ...of, group, takenBy }
  const [items, counts] = await Promise.all([
    workList(database(), { ...filter, page }),
    workCounts(database(), { ...of, staffId: staff.id, now: reader.now }),
  ])
  const detail = { rows: items.length, page, group: takenBy ? 'mine' : (group ?? 'all') }
  await auditView(database(), signedIn, { subject: 'list', subjectId: 'work', detail })
  const chosen = { group, isMine: !!takenBy }
  return (
    <DeskPage
      title={t('work.title')}
      lead={counts.total === 0 ? t('work.lead_none') : t('work.lead', counts)}
      staff={staff}
      lender={lender}
    >
      <FailuresNotice
        failures={signedIn.failuresBefore}
        title={door('failures.title', { count: signedIn.failuresBefore })}
        text={door('failures.text')}
      />
      <WorkFilters counts={counts} chosen={chosen} />
      <WorkLines
        items={items}
        of={takenBy ? 'mine' : group ? 'group' : 'all'}
        reader={reader}
        staffId={staff.id}
      />
      <DeskPages
        page={page}
        hasMore={page * workPageSize < countOf(counts, chosen)}
        hrefOf={(number) => workHref(chosen, { page: number })}
      />
      <DeskExport href={workHref(chosen, { path: '/desk/export.csv' })} />
    </DeskPage>
  )
}

function countOf(counts: WorkCounts, { group, isMine }: Chosen): number {
  if (isMine) return counts.mine
  return group ? counts[group] : counts.total
}
