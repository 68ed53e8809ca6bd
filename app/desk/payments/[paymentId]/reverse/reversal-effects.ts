import { database } from '#lib/db/client.ts'
import { owedThen } from '#lib/domain/lock/owed-then.ts'
import { formatMoney } from '#lib/domain/money/money.ts'
import { needsSecondPerson, refundAloneMinor } from '#lib/domain/money/refund-limit.ts'
import { refundEffect } from '#lib/domain/money/refund-split.ts'
import { type Reader, todayOf } from '#lib/i18n/format.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import { readLoan } from '#lib/ledger/ledger.ts'
import type { PaymentAtDesk } from '#lib/payments/payment-at-desk.ts'
import { settlementOf } from '#lib/payments/settlement-of.ts'

type Entry = Pick<PaymentAtDesk, 'id' | 'loanId' | 'askedMinor' | 'lockState'>

export async function reversalEffects(
  entry: Entry,
  reader: Reader,
): Promise<{ sentences: string[]; confirm?: string }> {
  const t = await getTranslations('desk-acts')
  const { currency, lender } = await readLoan(database(), entry.loanId)
  const wish = { currency, amountMinor: entry.askedMinor, givenAloneMinor: 0n }
  const sentences = await reversalSentences(entry, reader)
  if (!needsSecondPerson(lender.policy, wish)) {
    const limitMinor = refundAloneMinor(lender.policy, currency)
    const limit = formatMoney({ amountMinor: limitMinor, currency }, reader.locale)
    return { sentences: [...sentences, t('alone.reverse', { limit })] }
  }
  return { sentences: [...sentences, t('second_person')], confirm: t('ask_second') }
}

export async function reversalSentences(
  { id, loanId, askedMinor: amountMinor, lockState }: Entry,
  reader: Reader,
): Promise<string[]> {
  const t = await getTranslations('desk-acts')
  const loan = await readLoan(database(), loanId)
  const { currency } = loan
  const settlement = await settlementOf(database(), id)
  const money = { amountMinor, suspenseMinor: 0n, settlement }
  const effect = refundEffect(loan, money, todayOf(reader))
  const shown = (minor: bigint) => formatMoney({ amountMinor: minor, currency }, reader.locale)
  return [
    t('reverse.effect'),
    t('refund.effect.owed', {
      amount: shown(effect.owedAgainMinor),
      owed: shown(effect.outstandingMinor),
    }),
    t(`refund.effect.${owedThen(lockState, effect)}`, { amount: shown(effect.arrearsMinor) }),
  ]
}
