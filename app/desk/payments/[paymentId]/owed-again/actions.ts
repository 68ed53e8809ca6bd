'use server'

import { redirect } from 'next/navigation'
import { type ActState, isConfirmed, typedIn } from '#app/desk/acts/act-state.ts'
import { figuresChanged } from '#app/desk/acts/figures-changed.ts'
import { requirePayment } from '#app/desk/payments/[paymentId]/payment.ts'
import { missing } from '#app/missing.ts'
import { database } from '#lib/db/client.ts'
import { readLoan } from '#lib/db/ledger.ts'
import { transaction } from '#lib/db/transaction.ts'
import { lastDayOf, longestUntil } from '#lib/domain/hold.ts'
import { formatMoney } from '#lib/domain/money.ts'
import { owableMinor } from '#lib/domain/payment-dispute.ts'
import { refundEffect } from '#lib/domain/refund-split.ts'
import { oweAgainByStaff } from '#lib/jobs/owe-again-by-staff.ts'
import { disputeOf, type PaymentDispute } from '#lib/payments/payment-disputes.ts'
import { settlementOf } from '#lib/payments/settlement-of.ts'
import { formatDay, type Reader, todayOf } from '#lib/words/format.ts'
import { getTranslations } from '#lib/words/translations.ts'

/** Asks a second person to agree that what a bank has taken for good is owed again, after showing what that does. */
export async function makeOwedAgain(_: ActState, form: FormData): Promise<ActState> {
  const typed = typedIn(form)
  const { payment, lender, staff, reader, captured } = await requirePayment(typed.paymentId ?? '')
  const about = { lenderId: lender.id, disputeId: typed.dispute ?? '' }
  const dispute = await disputeOf(database(), about)
  if (dispute?.paymentId !== payment.id) return missing()
  const [acts, t] = [
    await getTranslations('desk-acts'),
    await getTranslations('desk-payment-disputes'),
  ]
  const amountMinor = owableMinor(dispute.stage, dispute.books)
  const seen = String(amountMinor)
  const { reason: note = '' } = typed
  if (typed.seen !== seen) return { typed, faults: {}, seen, notice: await figuresChanged() }
  if (note === '') return { typed, faults: { reason: acts('fault.reason') }, seen }
  if (!isConfirmed(typed, note)) {
    const own = captured.find(({ paymentIntentId }) => paymentIntentId === dispute.paymentIntentId)
    const money = {
      ...{ amountMinor, suspenseMinor: own?.inSuspenseMinor ?? 0n },
      settlement: await settlementOf(database(), payment.id),
    }
    const sentences = await effectsOf(dispute, money, reader)
    return { typed, faults: {}, seen, effects: { key: note, sentences } }
  }
  const asked = await transaction((tx) =>
    oweAgainByStaff(tx, {
      ...{ ...about, paymentId: payment.id, amountMinor, note, staffId: staff.id },
      now: Temporal.Now.instant(),
    }),
  )
  if ('outcome' in asked)
    redirect(`/desk/approvals/${asked.approvalId}${asked.isNew ? '?done=asked' : ''}`)
  if (asked.refusal === 'missing') return missing()
  if (asked.refusal === 'changed_since')
    return { typed, faults: {}, seen, notice: await figuresChanged() }
  return {
    typed,
    faults: {},
    seen,
    notice: { tone: 'wait', title: t(`act.refusal.${asked.refusal}`) },
  }
}

async function effectsOf(
  { loanId }: PaymentDispute,
  money: Parameters<typeof refundEffect>[1],
  reader: Reader,
): Promise<string[]> {
  const [acts, t] = [
    await getTranslations('desk-acts'),
    await getTranslations('desk-payment-disputes'),
  ]
  const loan = await readLoan(database(), loanId)
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
    t('act.effect_lock', { day: formatDay(lastDayOf(until, reader.timeZone), reader, 'long') }),
    t('act.effect_told'),
    acts('second_person'),
  ]
}
