import { Amount } from '#components/amount.tsx'
import { conditions } from '#lib/domain/policy/hardship-policy.ts'
import { isDamageDecided, type ReturnQuote } from '#lib/domain/return/quote.ts'
import { useTranslations } from '#lib/i18n/translations.ts'

type Props = { quote: ReturnQuote; currency: string; locale: string }

/** What is still to pay after a return, condition by condition. */
export function ReturnFigures({ quote, currency, locale }: Props) {
  const t = useTranslations('returns')
  const { owedAfter, terms } = quote
  return (
    <table className="w-full text-start">
      <thead className="text-small text-soft">
        <tr>
          <th scope="col" className="pb-1 text-start font-normal">
            {t('owed.condition')}
          </th>
          <th scope="col" className="pb-1 text-end font-normal">
            {t('owed.left')}
          </th>
        </tr>
      </thead>
      <tbody>
        {conditions.map((condition) => (
          <tr key={condition} className="border-t border-line align-baseline">
            <th scope="row" className="py-2.5 pe-4 text-start font-medium">
              {t(`condition.${condition}`)}
              <span className="block text-small font-normal text-soft">
                {' '}
                {t(`condition_hint.${condition}`)}
              </span>
              {isDamageDecided(terms.rule, condition) && (
                <span className="block text-small font-normal"> {t('owed.person')}</span>
              )}
            </th>
            <td className="py-2.5 text-end font-semibold whitespace-nowrap">
              {owedAfter[condition] === 0n ? (
                t('owed.nothing')
              ) : (
                <Amount amountMinor={owedAfter[condition]} currency={currency} locale={locale} />
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
