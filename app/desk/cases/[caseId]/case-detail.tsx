import { Row } from '#components/ui/row.tsx'
import type { CaseFacts } from '#lib/cases/queries.ts'
import { wrongs } from '#lib/domain/wrong.ts'
import { getTranslations } from '#lib/words/translations.ts'

type Detail = Record<string, string | number | boolean | null>

/** What was noted when the case was opened: a borrower's own words as such, anything else name by name. */
export async function CaseDetail({ found }: { found: CaseFacts }) {
  const t = await getTranslations('desk')
  const detail = (found.detail ?? {}) as Detail
  if (found.kind === 'borrower_dispute') return <BorrowersWords detail={detail} />
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

async function BorrowersWords({ detail }: { detail: Detail }) {
  const [t, words] = [await getTranslations('desk'), await getTranslations('holds')]
  const what = wrongs.find((name) => name === detail.what) ?? 'other'
  return (
    <>
      <h3 className="font-semibold">{t('case.borrower_says')}</h3>
      <p>{words(`choice.${what}.label`)}</p>
      {detail.note && (
        <blockquote dir="auto" className="border-s-4 border-line ps-4 whitespace-pre-line">
          {String(detail.note)}
        </blockquote>
      )}
      {detail.paymentReference && (
        <p className="text-small text-soft">
          {t('case.names_payment')} <bdi>{String(detail.paymentReference)}</bdi>
        </p>
      )}
    </>
  )
}
