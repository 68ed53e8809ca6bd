'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { actIdOf } from '#app/desk/acts/act-id.ts'
import { type ActState, isConfirmed, typedIn } from '#app/desk/acts/act-state.ts'
import { showAskedBefore } from '#app/desk/acts/asked-before.ts'
import { figuresChanged } from '#app/desk/acts/figures-changed.ts'
import { requireLoan } from '#app/desk/loans/[loanId]/acts/loan.ts'
import { withFaults } from '#app/form-faults.ts'
import { id } from '#app/form-values.ts'
import { missing } from '#app/missing.ts'
import { requireForm } from '#app/require-form.ts'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { isolated } from '#lib/i18n/format.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import { receiptBookedAs } from '#lib/payments/cash/record-cash.ts'
import { paymentAtDesk } from '#lib/payments/payment-at-desk.ts'
import { cashByStaff } from '#lib/workflows/money/cash-by-staff.ts'
import { receiptWaiting, type WaitingReceipt } from '#lib/workflows/money/receipt-waits.ts'
import { cashEffects, howManyEnter } from './cash-effects.ts'
import { readCash } from './read-cash.ts'

// What is typed about the cash: read-cash.ts. `token` becomes the id of the payment.
const sendForm = z.object({ token: id, note: z.string().default('') })

export async function bookCash(_: ActState, form: FormData): Promise<ActState> {
  const typed = typedIn(form)
  const { loan, lender, staff, reader } = await requireLoan(typed)
  const { note } = requireForm(typed, sendForm)
  const paymentId = actIdOf(typed)
  // Sent twice: the first was booked or asked for, and that is what is shown.
  if (await paymentAtDesk(database(), lender.id, paymentId)) redirect(bookedPage(paymentId))
  await showAskedBefore(lender.id, paymentId)
  const { faults, cash } = await readCash(typed, { currency: loan.currency, reader })
  if (!cash) return withFaults({ typed, faults })
  const t = await getTranslations('desk-acts')
  const seen = String(loan.outstandingMinor)
  if (typed.seen !== seen)
    return withFaults({ typed, faults, seen, notice: await figuresChanged() })
  const known = await receiptBookedAs(database(), { lenderId: lender.id, ...cash })
  if (known) return withFaults({ typed, faults: await receiptKnown(known), seen })
  const waiting = await receiptWaiting(database(), { lenderId: lender.id, paymentId, ...cash })
  if (waiting) return withFaults({ typed, faults: await receiptWaits(waiting), seen })
  const { isByTwo, sentences: why } = await howManyEnter(
    loan,
    { ...cash, staffId: staff.id },
    reader,
  )
  if (isByTwo && note === '') {
    const notice = { tone: 'wait', title: t('cash.two'), text: why.join(' ') } as const
    return withFaults({ typed, faults: { note: t('cash.fault.note') }, seen, notice })
  }
  const key = [cash.amountMinor, cash.method, cash.takenOn, cash.officeReceipt, note].join('|')
  if (!isConfirmed(typed, key)) {
    const sentences = [...(await cashEffects(loan, cash, reader)), ...why]
    const confirm = isByTwo ? { confirm: t('ask_second') } : {}
    return withFaults({ typed, faults, seen, effects: { key, sentences, ...confirm } })
  }
  const { loanId, borrowerLocale: locale, outstandingMinor: seenOutstandingMinor } = loan
  const recorded = await transaction((tx) =>
    cashByStaff(tx, {
      lenderId: lender.id,
      loanId,
      paymentId,
      ...cash,
      seenOutstandingMinor,
      locale,
      note,
      currency: loan.currency,
      staffId: staff.id,
      now: Temporal.Now.instant(),
    }),
  )
  if ('approvalId' in recorded)
    redirect(`/desk/approvals/${recorded.approvalId}${recorded.isNew ? '?done=asked' : ''}`)
  if ('outcome' in recorded) redirect(bookedPage(paymentId))
  if (recorded.refusal === 'missing') missing()
  if (recorded.refusal === 'receipt_waits')
    return withFaults({ typed, faults: await receiptWaits(recorded.waiting), seen })
  if (!('reference' in recorded))
    return withFaults({ typed, faults, seen, notice: await figuresChanged() })
  return withFaults({ typed, faults: await receiptKnown(recorded), seen })
}

async function receiptKnown({ reference }: { reference: string }) {
  const t = await getTranslations('desk-acts')
  return {
    officeReceipt: t('cash.fault.receipt_known', { reference: isolated(reference) }),
  }
}

async function receiptWaits({ askedByName, loanNumber }: WaitingReceipt) {
  const t = await getTranslations('desk-acts')
  const names = { name: isolated(askedByName), loan: isolated(loanNumber) }
  return { officeReceipt: t('cash.fault.receipt_waits', names) }
}

function bookedPage(paymentId: string): string {
  return `/desk/payments/${paymentId}?done=cash`
}
