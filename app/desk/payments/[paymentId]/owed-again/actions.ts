'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { actIdOf } from '#app/desk/acts/act-id.ts'
import { type ActState, isConfirmed, typedIn } from '#app/desk/acts/act-state.ts'
import { showAskedBefore } from '#app/desk/acts/asked-before.ts'
import { figuresChanged } from '#app/desk/acts/figures-changed.ts'
import { readTyped } from '#app/desk/acts/read-typed.ts'
import { requirePayment } from '#app/desk/payments/[paymentId]/desk-payment.ts'
import { withFaults } from '#app/form-faults.ts'
import { id } from '#app/form-values.ts'
import { missing } from '#app/missing.ts'
import { requireForm } from '#app/require-form.ts'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { owableMinor } from '#lib/domain/money/payment-dispute.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import { disputeOf } from '#lib/payments/disputes/payment-disputes.ts'
import { oweAgainByStaff } from '#lib/workflows/disputes/owe-again-by-staff.ts'
import { owedAgainSentences } from './owed-again-sentences.ts'

const disputeForm = z.object({ dispute: z.string(), token: id })
const reasonForm = z.object({ reason: z.string().min(1) })

export async function makeOwedAgain(_: ActState, form: FormData): Promise<ActState> {
  const typed = typedIn(form)
  const { payment, lender, staff, reader, captured } = await requirePayment(typed)
  const of = requireForm(typed, disputeForm)
  const about = { lenderId: lender.id, disputeId: of.dispute }
  const dispute = await disputeOf(database(), about)
  if (dispute?.paymentId !== payment.id) return missing()
  const token = actIdOf(typed)
  // Sent twice: what was asked first is shown.
  await showAskedBefore(lender.id, token)
  const acts = await getTranslations('desk-acts')
  const t = await getTranslations('desk-payment-disputes')
  const amountMinor = owableMinor(dispute.stage, dispute.balance)
  const seen = String(amountMinor)
  if (typed.seen !== seen) return { typed, faults: {}, seen, notice: await figuresChanged() }
  const { asked, faults } = readTyped(typed, reasonForm, { reason: acts('fault.reason') })
  if (!asked) return withFaults({ typed, faults, seen })
  const { reason: note } = asked
  if (!isConfirmed(typed, note)) {
    const sentences = await owedAgainSentences({ payment, dispute, captured, amountMinor }, reader)
    const effects = { key: note, sentences: [...sentences, acts('second_person')] }
    return { typed, faults: {}, seen, effects }
  }
  const made = await transaction((tx) =>
    oweAgainByStaff(tx, {
      ...about,
      paymentId: payment.id,
      amountMinor,
      note,
      token,
      staffId: staff.id,
      now: Temporal.Now.instant(),
    }),
  )
  if ('outcome' in made)
    redirect(`/desk/approvals/${made.approvalId}${made.isNew ? '?done=asked' : ''}`)
  if (made.refusal === 'missing') return missing()
  if (made.refusal === 'changed_since')
    return { typed, faults: {}, seen, notice: await figuresChanged() }
  const title = t(`act.refusal.${made.refusal}`)
  return { typed, faults: {}, seen, notice: { tone: 'wait', title } }
}
