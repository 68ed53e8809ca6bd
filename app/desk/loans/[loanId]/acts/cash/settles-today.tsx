import { Row } from '#components/ui/row.tsx'
import { database } from '#lib/db/client.ts'
import { formatMoney } from '#lib/domain/money/money.ts'
import { paymentChoices } from '#lib/domain/money/payment-choices.ts'
import { payTerms } from '#lib/gateways/psp/charge-limits.ts'
import { formatDay, type Reader } from '#lib/i18n/format.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import { readLoan } from '#lib/ledger/ledger.ts'
import { noteQuote } from '#lib/payments/note-quote.ts'

type Props = { loanId: string; seenBy: string; reader: Reader }

/** For how much the loan is settled and until when, where that is less than what is owed. Said at the desk, it binds. */
export async function SettlesToday({ loanId, seenBy, reader }: Props) {
  const loan = await readLoan(database(), loanId)
  const { currency, lender, outstandingMinor } = loan
  const choices = paymentChoices(loan, payTerms(lender, currency, reader))
  const settle = choices.find(({ name }) => name === 'settle')
  if (!settle?.validUntil || settle.amountMinor >= outstandingMinor) return null
  await noteQuote(database(), {
    loan: { lenderId: lender.id, loanId, currency, outstandingMinor },
    choice: settle,
    seenBy,
    now: reader.now,
  })
  const t = await getTranslations('desk-acts')
  const pay = await getTranslations('pay')
  const shown = (amountMinor: bigint) => formatMoney({ amountMinor, currency }, reader.locale)
  const { amountMinor, costReturnedMinor, validUntil } = settle
  return (
    <>
      <Row term={t('settles_today')}>
        {shown(amountMinor)}
        <span className="block">
          {' '}
          {pay('quote', { day: formatDay(validUntil, reader, 'long') })}
        </span>
      </Row>
      {costReturnedMinor > 0n && (
        <p className="text-small text-soft">
          {t('effect.cost_returned', { amount: shown(costReturnedMinor) })}
        </p>
      )}
    </>
  )
}
