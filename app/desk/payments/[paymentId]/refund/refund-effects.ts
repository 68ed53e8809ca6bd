import { database } from '#lib/db/client.ts'
import { owedThen } from '#lib/domain/lock/owed-then.ts'
import { formatMoney } from '#lib/domain/money/money.ts'
import { needsSecondPerson, refundAloneMinor } from '#lib/domain/money/refund-limit.ts'
import { refundEffect } from '#lib/domain/money/refund-split.ts'
import { type Reader, todayOf } from '#lib/i18n/format.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import { readLoan } from '#lib/ledger/ledger.ts'
import type { PaymentAtDesk } from '#lib/payments/payment-at-desk.ts'
import type { CapturedMoney } from '#lib/payments/refunds/captured-money.ts'
import { givenAlone } from '#lib/payments/refunds/give-back.ts'
import { settlementOf } from '#lib/payments/settlement-of.ts'

type About = {
  payment: Pick<PaymentAtDesk, 'id' | 'loanId' | 'lockState'>
  money: CapturedMoney
  amountMinor: bigint
}

export async function refundEffects(
  about: About,
  reader: Reader,
): Promise<{ sentences: string[]; confirm?: string }> {
  const t = await getTranslations('desk-acts')
  const { payment, money, amountMinor } = about
  const { currency } = money
  const sentences = await refundSentences(about, reader)
  const { lender } = await readLoan(database(), payment.loanId)
  const givenAloneMinor = await givenAlone(database(), payment.id, currency)
  if (!needsSecondPerson(lender.policy, { currency, amountMinor, givenAloneMinor })) {
    const shown = (minor: bigint) => formatMoney({ amountMinor: minor, currency }, reader.locale)
    const limit = shown(refundAloneMinor(lender.policy, currency))
    return {
      sentences: [...sentences, t('alone.refund', { limit, given: shown(givenAloneMinor) })],
    }
  }
  return { sentences: [...sentences, t('second_person')], confirm: t('ask_second') }
}

export async function refundSentences(
  { payment, money, amountMinor }: About,
  reader: Reader,
): Promise<string[]> {
  const t = await getTranslations('desk-acts')
  const loan = await readLoan(database(), payment.loanId)
  const { currency } = money
  const shown = (minor: bigint, its = loan.currency) =>
    formatMoney({ amountMinor: minor, currency: its }, reader.locale)
  const { suspenseMinor } = money
  const settlement = await settlementOf(database(), payment.id)
  const effect = refundEffect(loan, { amountMinor, suspenseMinor, settlement }, todayOf(reader))
  return [
    t('refund.effect.back', { amount: shown(amountMinor, currency) }),
    effect.owedAgainMinor > 0n
      ? t('refund.effect.owed', {
          amount: shown(effect.owedAgainMinor),
          owed: shown(effect.outstandingMinor),
        })
      : t('refund.effect.nothing_owed'),
    t(`refund.effect.${owedThen(payment.lockState, effect)}`, {
      amount: shown(effect.arrearsMinor),
    }),
  ]
}
