import { readerOf } from '#app/reader.ts'
import { Card } from '#components/ui/card.tsx'
import type { Lender } from '#lib/db/lenders.ts'
import { financierKinds, financiers, financiersReadOn } from '#lib/domain/strangers/financiers.ts'
import { formatDay } from '#lib/i18n/format.ts'
import { getTranslations } from '#lib/i18n/translations.ts'

export async function Others({ lender }: { lender: Lender }) {
  const t = await getTranslations('who-financed')
  const reader = await readerOf(lender)
  const on = formatDay(Temporal.PlainDate.from(financiersReadOn), reader, 'long')
  return (
    <Card>
      <h2>{t('others.title')}</h2>
      <p>{t('others.lead')}</p>
      {financierKinds.map((kind) => (
        <div key={kind} className="flex flex-col gap-1">
          <h3 className="font-semibold">{t(`kind.${kind}`)}</h3>
          <p className="text-small text-soft">{t(`others.${kind}`)}</p>
          <ul className="flex flex-col gap-1 text-small">
            {financiers
              .filter((one) => one.kind === kind)
              .map(({ name, locks }) => (
                <li key={name}>
                  <bdi className="font-semibold">{name}</bdi>: {t(`locks.${locks}`)}
                </li>
              ))}
          </ul>
        </div>
      ))}
      <p className="text-small text-soft">{t('others.read', { on })}</p>
    </Card>
  )
}
