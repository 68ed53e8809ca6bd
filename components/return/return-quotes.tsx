import { Amount } from '#components/amount.tsx'
import { Card } from '#components/ui/card.tsx'
import { Row } from '#components/ui/row.tsx'
import { dayAt } from '#lib/domain/day.ts'
import type { ReturnQuote } from '#lib/domain/return/quote.ts'
import { formatDay, isolated, type Reader } from '#lib/i18n/format.ts'
import { useTranslations } from '#lib/i18n/translations.ts'
import type { Translator } from '#lib/i18n/translator.ts'
import { ReturnFigures } from './return-figures.tsx'

/** A quote that was kept, with which version it is. */
type VersionedQuote = ReturnQuote & {
  quoteId: string
  version: number
  madeAt: Temporal.Instant
}

type Shown = { currency: string; reader: Reader }

export function ReturnRuleCard({
  quote,
  lenderName,
  currency,
  reader,
}: Shown & { quote: ReturnQuote; lenderName: string }) {
  const t = useTranslations('returns')
  const shown = (amountMinor: bigint) => (
    <Amount amountMinor={amountMinor} currency={currency} locale={reader.locale} />
  )
  return (
    <Card>
      <h2>{t('rule.title')}</h2>
      <p>{t(`rule.${quote.terms.rule}`, { lender: isolated(lenderName) })}</p>
      <dl className="flex flex-col gap-2">
        <Row term={t('rule.price')}>{shown(quote.totalPriceMinor)}</Row>
        <Row term={t('rule.paid')}>{shown(quote.paidMinor)}</Row>
        <Row term={t('rule.outstanding')}>{shown(quote.outstandingMinor)}</Row>
        {quote.costReturnedMinor > 0n && (
          <Row term={t('rule.cost_returned')}>{shown(quote.costReturnedMinor)}</Row>
        )}
      </dl>
    </Card>
  )
}

export function OlderQuotes({ quotes, currency, reader }: Shown & { quotes: VersionedQuote[] }) {
  const t = useTranslations('returns')
  if (quotes.length === 0) return null
  return (
    <details className="card">
      <summary className="min-h-6 cursor-pointer font-semibold">{t('quote.older')}</summary>
      {quotes.map((quote) => (
        <section key={quote.quoteId} className="mt-3 flex flex-col gap-2">
          <h3 className="font-semibold">{quoteName(t, quote, reader)}</h3>
          <ReturnFigures quote={quote} currency={currency} locale={reader.locale} />
        </section>
      ))}
    </details>
  )
}

function quoteName(
  t: Translator<'returns'>,
  { version, madeAt }: VersionedQuote,
  reader: Reader,
): string {
  const day = formatDay(dayAt(madeAt, reader.timeZone), reader)
  return t('quote.of', { version, day })
}
