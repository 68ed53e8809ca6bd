'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { actIdOf } from '#app/desk/acts/act-id.ts'
import { type ActState, isConfirmed, typedIn } from '#app/desk/acts/act-state.ts'
import { showAskedBefore } from '#app/desk/acts/asked-before.ts'
import { figuresChanged } from '#app/desk/acts/figures-changed.ts'
import { readTyped } from '#app/desk/acts/read-typed.ts'
import {
  meantAmountIn,
  oldestDays,
  recentDay,
} from '#app/desk/loans/[loanId]/acts/cash/read-cash.ts'
import { requireLoan } from '#app/desk/loans/[loanId]/acts/loan.ts'
import { withFaults } from '#app/form-faults.ts'
import { missing } from '#app/missing.ts'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { cashMethods } from '#lib/domain/money/cash-limit.ts'
import { exampleAmount, formatMoney } from '#lib/domain/money/money.ts'
import { refundAloneMinor } from '#lib/domain/money/refund-limit.ts'
import type { Reader } from '#lib/i18n/format.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import { readLoan } from '#lib/ledger/ledger.ts'
import type { LoanAtDesk } from '#lib/loans/loan-at-desk.ts'
import { paidOutBefore, payOutNeedsTwo, payoutById } from '#lib/payments/refunds/pay-out-credit.ts'
import { payOutByStaff } from '#lib/workflows/refunds/pay-out-by-staff.ts'
import { payOutSentences } from './pay-out-sentences.ts'

export async function bookPayOut(_: ActState, sent: FormData): Promise<ActState> {
  const typed = typedIn(sent)
  const { loan, lender, staff, reader } = await requireLoan(typed)
  const payoutId = actIdOf(typed)
  const bookedPage = `/desk/loans/${loan.loanId}?paid_out=${payoutId}`
  const form = { lenderId: lender.id, loanId: loan.loanId, payoutId }
  // Sent twice: the first was booked or asked for, and that is what is shown.
  if (await payoutById(database(), form)) redirect(bookedPage)
  await showAskedBefore(lender.id, payoutId)
  const t = await getTranslations('desk-acts')
  const { asked, faults } = await readPayOut(typed, loan, reader)
  if (!asked) return withFaults({ typed, faults })
  const seen = String(loan.creditMinor)
  if (typed.seen !== seen)
    return withFaults({ typed, faults, seen, notice: await figuresChanged() })
  const { amount: amountMinor, method, paidOn, note } = asked
  if (amountMinor > loan.creditMinor) {
    const credit = formatMoney({ ...loan, amountMinor: loan.creditMinor }, reader.locale)
    return withFaults({ typed, faults: { amount: t('pay_out.fault.above', { credit }) } })
  }
  const key = [amountMinor, method, paidOn, note].join('|')
  if (!isConfirmed(typed, key)) {
    const { confirm, sentences } = await effectsOf(loan, amountMinor, reader)
    return { typed, faults, seen, effects: { key, sentences, ...confirm } }
  }
  const { currency, creditMinor: seenCreditMinor } = loan
  const given = { staffId: staff.id, amountMinor, method, paidOn, note, seenCreditMinor, currency }
  const booked = await transaction((tx) =>
    payOutByStaff(tx, { ...form, ...given, now: Temporal.Now.instant() }),
  )
  if ('approvalId' in booked)
    redirect(`/desk/approvals/${booked.approvalId}${booked.isNew ? '?done=asked' : ''}`)
  if ('outcome' in booked) redirect(bookedPage)
  if (booked.refusal === 'missing') return missing()
  const notice =
    booked.refusal === 'disputed'
      ? ({ tone: 'wait', title: t('pay_out.disputed') } as const)
      : await figuresChanged()
  return withFaults({ typed, faults, seen, notice })
}

const payOutForm = (currency: string, reader: Reader) =>
  z.object({
    amount: meantAmountIn(currency, reader.locale),
    method: z.enum(cashMethods),
    paidOn: recentDay(reader),
    note: z.string().min(1),
  })

async function readPayOut(typed: Record<string, string>, { currency }: LoanAtDesk, reader: Reader) {
  const t = await getTranslations('desk-acts')
  const example = exampleAmount(currency, reader.locale)
  return readTyped(typed, payOutForm(currency, reader), {
    amount: t('fault.amount', { example }),
    method: t('pay_out.fault.method'),
    paidOn: t('cash.fault.taken_on', { days: oldestDays }),
    note: t('pay_out.fault.note'),
  })
}

async function effectsOf(loan: LoanAtDesk, amountMinor: bigint, reader: Reader) {
  const t = await getTranslations('desk-acts')
  const record = await readLoan(database(), loan.loanId)
  const sentences = await payOutSentences(loan, amountMinor, reader)
  if (!(await payOutNeedsTwo(database(), record, amountMinor))) {
    const { currency, lender } = record
    const shown = (minor: bigint) => formatMoney({ amountMinor: minor, currency }, reader.locale)
    const alone = t('alone.pay_out', {
      limit: shown(refundAloneMinor(lender.policy, currency)),
      given: shown(await paidOutBefore(database(), loan.loanId)),
    })
    return { sentences: [...sentences, alone], confirm: {} }
  }
  return { sentences: [...sentences, t('second_person')], confirm: { confirm: t('ask_second') } }
}
