import { ReturnFigures } from '#components/return/return-figures.tsx'
import { OlderQuotes, ReturnRuleCard } from '#components/return/return-quotes.tsx'
import { Card } from '#components/ui/card.tsx'
import { database } from '#lib/db/client.ts'
import { formatDay, type Reader } from '#lib/i18n/format.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import type { ReturnDetail } from '#lib/returns/queries.ts'
import { quotesOf } from '#lib/returns/quotes.ts'

type Props = { shown: ReturnDetail; lenderName: string; reader: Reader }

export async function QuoteOfReturn({ shown, lenderName, reader }: Props) {
  const t = await getTranslations('returns')
  const [newest, ...older] = await quotesOf(database(), shown.returnId)
  if (!newest) return null
  const { currency, state } = shown
  const about = { currency, reader }
  const quote = (
    <>
      <Card>
        <h2>{t('owed.title')}</h2>
        <ReturnFigures quote={newest} currency={currency} locale={reader.locale} />
        <p className="text-small text-soft">
          {state === 'offered'
            ? t('quote.kept', { day: formatDay(newest.validUntil, reader) })
            : t('quote.agreed')}
        </p>
      </Card>
      <ReturnRuleCard quote={newest} lenderName={lenderName} {...about} />
      <OlderQuotes quotes={older} {...about} />
    </>
  )
  if (state === 'offered') return quote
  return (
    <details>
      <summary className="min-h-11 cursor-pointer content-center font-semibold">
        {t('quote.title')}
      </summary>
      <div className="flex flex-col gap-5 pt-2">{quote}</div>
    </details>
  )
}
