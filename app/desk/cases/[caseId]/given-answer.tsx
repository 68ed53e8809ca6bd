import { Card } from '#components/ui/card.tsx'
import { Row } from '#components/ui/row.tsx'
import type { CaseFacts } from '#lib/cases/queries.ts'
import { lastDayOf } from '#lib/domain/lock/hold.ts'
import { formatDay, type Reader } from '#lib/i18n/format.ts'
import { getTranslations } from '#lib/i18n/translations.ts'

/** What the borrower was answered: exactly what they read. */
export async function GivenAnswer({ found, reader }: { found: CaseFacts; reader: Reader }) {
  const t = await getTranslations('desk-disputes')
  const { outcome, answer, openUntil } = found
  if (!outcome) return null
  return (
    <Card>
      <h2>{t('given')}</h2>
      <dl className="flex flex-col gap-2">
        <Row term={t('outcome')}>{t(`choice.${outcome}.label`)}</Row>
        {openUntil && (
          <Row term={t('open_until')}>
            {formatDay(lastDayOf(openUntil, reader.timeZone), reader, 'long')}
          </Row>
        )}
      </dl>
      <blockquote
        dir="auto"
        className="border-s-4 border-line ps-4 whitespace-pre-line wrap-anywhere"
      >
        {answer}
      </blockquote>
      {!openUntil && <p className="text-small text-soft">{t('not_left_open')}</p>}
    </Card>
  )
}
