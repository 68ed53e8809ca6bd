import { Row } from '#components/ui/row.tsx'
import type { CaseFacts } from '#lib/cases/queries.ts'
import type { Reader } from '#lib/words/format.ts'
import { getTranslations } from '#lib/words/translations.ts'
import { BorrowersWords } from './borrowers-words.tsx'

type Detail = Record<string, string | number | boolean | null>

/** What was noted when the case was opened: a borrower's own words as such, anything else name by name. */
export async function CaseDetail({ found, reader }: { found: CaseFacts; reader: Reader }) {
  const t = await getTranslations('desk')
  const detail = (found.detail ?? {}) as Detail
  if (found.kind === 'borrower_dispute') return <BorrowersWords found={found} reader={reader} />
  const lines = Object.entries(detail).filter(([, value]) => value !== null && value !== '')
  if (lines.length === 0) return null
  return (
    <>
      <h3 className="font-semibold">{t('case.noted')}</h3>
      <dl className="flex flex-col gap-1 text-small">
        {lines.map(([name, value]) => (
          <Row key={name} term={<bdi dir="ltr">{name}</bdi>}>
            <bdi className="wrap-anywhere">{String(value)}</bdi>
          </Row>
        ))}
      </dl>
    </>
  )
}
