import { isUuid } from '#lib/domain/identity/uuid.ts'
import type { Reader } from '#lib/i18n/format.ts'
import { useTranslations } from '#lib/i18n/translations.ts'
import { isMessageKey } from '#lib/i18n/translator.ts'
import { AuditLogAbout, type AuditLogDetail } from './audit-log-about.tsx'
import { AuditLogDetails, shortId } from './audit-log-details.tsx'

type Line = { action: string; subject: string; subjectId: string; detail: unknown }
type Props = {
  line: Line
  /** In which its amounts are, where it does not say so itself. */
  currency: string | undefined
  reader: Reader
}

export function AuditLogWords({ line, currency, reader }: Props) {
  const t = useTranslations('audit-log')
  const { action, subject, subjectId } = line
  const [noun = ''] = action.split('.')
  const place = `list.${subjectId}`
  const list = isMessageKey(t, place) ? t(place) : subjectId
  // A line of an older version may say what nobody writes any more.
  const key = `action.${action}`
  const said = isMessageKey(t, key) ? t(key, { list }) : t('other')
  const detail = (line.detail ?? {}) as AuditLogDetail
  const path = pathOf(subject, subjectId)
  return (
    <>
      {path ? (
        <a href={path} className="text-link">
          {said}
        </a>
      ) : (
        said
      )}
      <AuditLogAbout noun={noun} detail={detail} />
      {Object.entries(detail).map(
        ([name, value]) =>
          isWritten(name, value) && (
            <q key={name} dir="auto" className="block whitespace-pre-line">
              {value}
            </q>
          ),
      )}
      <details className="text-soft">
        <summary className="cursor-pointer py-1 print:hidden">{t('raw')}</summary>
        <AuditLogDetails
          detail={Object.fromEntries(named(detail))}
          currency={currency}
          reader={reader}
        />
        <bdi dir="ltr">{[action, shortId(subjectId)].join(' · ')}</bdi>
      </details>
    </>
  )
}

const folders: Record<string, string> = {
  loan: 'loans',
  case: 'cases',
  payment: 'payments',
  unlock: 'unlocks',
  plan: 'plans',
  return: 'returns',
  approval: 'approvals',
  staff: 'staff',
}

function pathOf(subject: string, id: string): string | undefined {
  const folder = folders[subject]
  return folder && isUuid(id) ? `/desk/${folder}/${id}` : undefined
}

const writtenNames = ['note', 'reason', 'identityNote', 'sentence']

// A reason may be somebody's own words or one of the portal's names.
function isWritten(name: string, value: AuditLogDetail[string]): boolean {
  return writtenNames.includes(name) && typeof value === 'string' && !/^[a-z_]*$/.test(value)
}

function named(detail: AuditLogDetail) {
  return Object.entries(detail).filter(
    ([name, value]) => value !== null && value !== '' && !isWritten(name, value),
  )
}
