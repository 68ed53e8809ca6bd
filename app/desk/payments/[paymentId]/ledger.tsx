import { Amount } from '#components/amount.tsx'
import { Card } from '#components/ui/card.tsx'
import { formatMoment, type Reader } from '#lib/i18n/format.ts'
import { useTranslations } from '#lib/i18n/translations.ts'
import type { PaymentEntry } from '#lib/payments/payment-at-desk.ts'

export function Ledger({ entries, reader }: { entries: PaymentEntry[]; reader: Reader }) {
  const t = useTranslations('desk-acts')
  const balance = useTranslations('desk')
  if (entries.length === 0) return null
  const postings = Map.groupBy(entries, ({ cause, causeId }) => `${cause} ${causeId}`)
  return (
    <Card>
      <h2>{t('ledger.title')}</h2>
      <ol className="flex flex-col gap-4">
        {[...postings].map(([key, [first, ...others]]) => (
          <li key={key}>
            {first && (
              <>
                <p className="flex flex-wrap justify-between gap-x-4">
                  <span className="font-semibold">{balance(`posting.${first.cause}`)}</span>
                  <span className="text-small text-soft">
                    {formatMoment(first.postedAt, reader)}
                  </span>
                </p>
                <dl>
                  {[first, ...others].map(({ id, account, ...money }) => (
                    <div
                      key={String(id)}
                      className="flex flex-wrap justify-between gap-x-4 text-small"
                    >
                      <dt className="text-soft">{balance(`account.${account}`)}</dt>
                      <dd>
                        <Amount {...money} locale={reader.locale} />
                      </dd>
                    </div>
                  ))}
                </dl>
              </>
            )}
          </li>
        ))}
      </ol>
    </Card>
  )
}
