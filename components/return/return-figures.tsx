// biome-ignore-all lint/a11y/noRedundantRoles: browsers forget what a table is when its parts are drawn as blocks.
import { Amount } from '#components/amount.tsx'
import { conditions } from '#lib/domain/policy/hardship-policy.ts'
import { isDamageDecided, type ReturnQuote } from '#lib/domain/return/quote.ts'
import { useTranslations } from '#lib/i18n/translations.ts'

type Props = { quote: ReturnQuote; currency: string; locale: string }

export function ReturnFigures({ quote, currency, locale }: Props) {
  const t = useTranslations('returns')
  const { owedAfter, terms } = quote
  return (
    <div className="@container">
      <table role="table" className="stacks w-full text-start">
        <thead role="rowgroup" className="text-small text-soft">
          <tr role="row">
            <th role="columnheader" scope="col" className="pb-1 text-start font-normal">
              {t('owed.condition')}
            </th>
            <th role="columnheader" scope="col" className="pb-1 text-end font-normal">
              {t('owed.left')}
            </th>
          </tr>
        </thead>
        <tbody role="rowgroup">
          {conditions.map((condition) => (
            <tr role="row" key={condition} className="border-t border-line align-baseline">
              <th role="rowheader" scope="row" className="py-2.5 pe-4 text-start font-medium">
                {t(`condition.${condition}`)}
                <span className="block text-small font-normal text-soft">
                  {' '}
                  {t(`condition_hint.${condition}`)}
                </span>
                {isDamageDecided(terms.rule, condition) && (
                  <span className="block text-small font-normal"> {t('owed.person')}</span>
                )}
              </th>
              <td role="cell" className="py-2.5 text-end font-semibold">
                <span aria-hidden="true" className="stacked-head">
                  {t('owed.left')}{' '}
                </span>
                <span className="whitespace-nowrap">
                  {owedAfter[condition] === 0n ? (
                    t('owed.nothing')
                  ) : (
                    <Amount
                      amountMinor={owedAfter[condition]}
                      currency={currency}
                      locale={locale}
                    />
                  )}
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
