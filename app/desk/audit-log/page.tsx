import { DeskPage } from '#app/desk/desk-page.tsx'
import { formTitle } from '#app/form-faults.ts'
import { readerOf } from '#app/reader.ts'
import { DeskAuditLog } from '#components/desk/desk-audit-log.tsx'
import { DeskExport } from '#components/desk/desk-export.tsx'
import { TextLink } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { database } from '#lib/db/client.ts'
import { auditLogList, auditLogPageSize } from '#lib/desk/audit-log-list.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import { auditView } from '#lib/staff/audit-view.ts'
import { requireStaff } from '#lib/staff/guards.ts'
import { listStaff } from '#lib/staff/queries.ts'
import { AuditLogFilterForm } from './filter-form.tsx'
import { type AuditLogSearch, filterOf } from './filter-of.ts'

type Props = { searchParams: Promise<AuditLogSearch> }

export async function generateMetadata({ searchParams }: Props) {
  const { lender } = await requireStaff('admin')
  const search = await searchParams
  const people = await listStaff(database(), lender.id)
  const { faults } = filterOf(search, { ...lender, people })
  return { title: await formTitle((await getTranslations('audit-log'))('title'), faults.length) }
}

export default async function AuditLog({ searchParams }: Props) {
  const signedIn = await requireStaff('admin')
  const search = await searchParams
  const { staff, lender } = signedIn
  const people = await listStaff(database(), lender.id)
  const { filter, faults } = filterOf(search, { ...lender, people })
  const t = await getTranslations('audit-log')
  const reader = await readerOf(lender)
  const lines = await auditLogList(database(), { lenderId: lender.id, ...filter })
  const detail = { rows: lines.length }
  await auditView(database(), signedIn, { subject: 'list', subjectId: 'audit_log', detail })
  const last = lines.at(-1)?.id
  return (
    <DeskPage title={t('title')} lead={t('lead')} staff={staff} lender={lender}>
      <AuditLogFilterForm search={search} faults={faults} people={people} />
      <Card>
        <DeskAuditLog lines={lines} reader={reader} />
      </Card>
      {lines.length === auditLogPageSize && last !== undefined && (
        <TextLink href={hrefOf('/desk/audit-log', { ...search, before: String(last) })}>
          {t('older')}
        </TextLink>
      )}
      {faults.length === 0 && <DeskExport href={hrefOf('/desk/audit-log/export.csv', search)} />}
    </DeskPage>
  )
}

function hrefOf(path: string, search: AuditLogSearch): string {
  const given = Object.entries(search).filter(([, value]) => typeof value === 'string' && value)
  return given.length > 0 ? `${path}?${new URLSearchParams(given as [string, string][])}` : path
}
