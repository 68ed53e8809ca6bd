import { Banner } from '#components/ui/banner.tsx'
import { TextLink } from '#components/ui/button.tsx'
import { database } from '#lib/db/client.ts'
import { isUuid } from '#lib/domain/identity/uuid.ts'
import { formatMoney } from '#lib/domain/money/money.ts'
import { formatDayAndTime } from '#lib/i18n/format.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import { payoutById } from '#lib/payments/refunds/pay-out-credit.ts'
import type { ViewedLoan } from './viewed-loan.ts'

type Props = ViewedLoan & { payoutId: string | undefined }

export async function PaidOut({ loan, lender, reader, payoutId = '' }: Props) {
  if (!isUuid(payoutId)) return null
  const form = { lenderId: lender.id, loanId: loan.id, payoutId }
  const paidOut = await payoutById(database(), form)
  if (!paidOut) return null
  const t = await getTranslations('desk-acts')
  const { amountMinor, bookedAt } = paidOut
  const amount = formatMoney({ amountMinor, currency: loan.currency }, reader.locale)
  return (
    <Banner tone="good" title={t('pay_out.done', { amount })}>
      <p>{t('pay_out.done_once', { at: formatDayAndTime(bookedAt, reader) })}</p>
      <p>
        <TextLink href="#ledger">{t('pay_out.see')}</TextLink>
      </p>
    </Banner>
  )
}
