import { Amount } from '#components/amount.tsx'
import { Digits } from '#components/digits.tsx'
import { Card } from '#components/ui/card.tsx'
import { database } from '#lib/db/client.ts'
import { type LoanPosting, postingsOf } from '#lib/desk/loan-record.ts'
import { formatDay, formatDayAndTime, isolated, type Reader } from '#lib/i18n/format.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import { PartTitle } from './contents.tsx'
import type { ViewedLoan } from './viewed-loan.ts'

/** Every posting of the loan with its entries: debits positive, credits negative, each posting comes to zero. */
export async function Balance({ loan, reader }: ViewedLoan) {
  const t = await getTranslations('desk')
  const postings = await postingsOf(database(), loan.id)
  return (
    <Card>
      <PartTitle part="ledger" />
      <p className="text-small text-soft">{t('loan.ledger_text')}</p>
      <ol className="flex flex-col divide-y divide-line">
        {postings.map((posting) => (
          <Posting key={posting.postingId} posting={posting} reader={reader} />
        ))}
      </ol>
    </Card>
  )
}

async function Posting({ posting, reader }: { posting: LoanPosting; reader: Reader }) {
  const t = await getTranslations('desk')
  const { cause, postedAt, reference, paymentId, entries } = posting
  const { method, paidOn, paidByName, note } = posting
  return (
    <li className="flex flex-col gap-1 py-2.5 text-small">
      <span className="flex flex-wrap justify-between gap-x-4">
        <span className="font-semibold">{t(`posting.${cause}`)}</span>
        <span className="text-soft">{formatDayAndTime(postedAt, reader)}</span>
      </span>
      {reference && paymentId && (
        <a href={`/desk/payments/${paymentId}`} className="text-link self-start">
          <Digits>{reference}</Digits>
        </a>
      )}
      {method && paidOn && paidByName && (
        <span className="text-soft">
          {t(`loan.paid_out.${method}`, {
            day: formatDay(paidOn, reader),
            name: isolated(paidByName),
          })}{' '}
          <span dir="auto">{note}</span>
        </span>
      )}
      <ul>
        {entries.map(({ id, account, amountMinor, currency }) => (
          <li key={String(id)} className="flex flex-wrap justify-between gap-x-4">
            <span>{t(`account.${account}`)}</span>
            <Amount amountMinor={amountMinor} currency={currency} locale={reader.locale} />
          </li>
        ))}
      </ul>
    </li>
  )
}
