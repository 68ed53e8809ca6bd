import { database } from '#lib/db/client.ts'
import { lastDayOf, longestUntil } from '#lib/domain/lock/hold.ts'
import { owedThen } from '#lib/domain/lock/owed-then.ts'
import { formatMoney } from '#lib/domain/money/money.ts'
import { refundEffect } from '#lib/domain/money/refund-split.ts'
import { formatDay, type Reader, todayOf } from '#lib/i18n/format.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import { readLoan } from '#lib/ledger/ledger.ts'
import type { PaymentDispute } from '#lib/payments/disputes/payment-disputes.ts'
import type { PaymentAtDesk } from '#lib/payments/payment-at-desk.ts'
import type { CapturedMoney } from '#lib/payments/refunds/captured-money.ts'
import { settlementOf } from '#lib/payments/settlement-of.ts'

type Lost = {
  payment: Pick<PaymentAtDesk, 'lockState'>
  dispute: PaymentDispute
  captured: readonly CapturedMoney[]
  amountMinor: bigint
}

export async function owedAgainSentences(
  { payment, dispute, captured, amountMinor }: Lost,
  reader: Reader,
): Promise<string[]> {
  const acts = await getTranslations('desk-acts')
  const t = await getTranslations('desk-payment-disputes')
  const own = captured.find(({ paymentIntentId }) => paymentIntentId === dispute.paymentIntentId)
  const money = {
    amountMinor,
    suspenseMinor: own?.inSuspenseMinor ?? 0n,
    settlement: await settlementOf(database(), dispute.paymentId),
  }
  const loan = await readLoan(database(), dispute.loanId)
  const { currency, lender } = loan
  const effect = refundEffect(loan, money, todayOf(reader))
  const shown = (minor: bigint) => formatMoney({ amountMinor: minor, currency }, reader.locale)
  const until = longestUntil(lender.policy, 'owed_again', reader)
  return [
    effect.owedAgainMinor > 0n
      ? acts('refund.effect.owed', {
          amount: shown(effect.owedAgainMinor),
          owed: shown(effect.outstandingMinor),
        })
      : acts('refund.effect.nothing_owed'),
    owedThen(payment.lockState, effect) === 'released'
      ? acts('refund.effect.released')
      : t('act.effect_lock', { day: formatDay(lastDayOf(until, reader.timeZone), reader, 'long') }),
    t('act.effect_told'),
  ]
}
