'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { actIdOf } from '#app/desk/acts/act-id.ts'
import { type ActState, isConfirmed, typedIn } from '#app/desk/acts/act-state.ts'
import { showAskedBefore } from '#app/desk/acts/asked-before.ts'
import { figuresChanged } from '#app/desk/acts/figures-changed.ts'
import { meantAmountIn } from '#app/desk/loans/[loanId]/acts/cash/read-cash.ts'
import { requirePayment } from '#app/desk/payments/[paymentId]/desk-payment.ts'
import { withFaults } from '#app/form-faults.ts'
import { id, oneOf } from '#app/form-values.ts'
import { missing } from '#app/missing.ts'
import { requireForm } from '#app/require-form.ts'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { exampleAmount, formatMoney } from '#lib/domain/money/money.ts'
import { chargeStep } from '#lib/gateways/psp/charge-limits.ts'
import type { Reader } from '#lib/i18n/format.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import type { CapturedMoney } from '#lib/payments/refunds/captured-money.ts'
import { wasRequested } from '#lib/payments/refunds/give-back.ts'
import { refundByStaff } from '#lib/workflows/refunds/refund-by-staff.ts'
import { refundEffects } from './refund-effects.ts'

// Of which money, and the id of what is asked for.
const sendForm = z.object({ of: z.string(), token: id })

const refundForm = (currency: string, locale: string) =>
  z.object({
    extent: oneOf(['all', 'part']),
    amount: meantAmountIn(currency, locale).optional().catch(undefined),
    reason: z.string().default(''),
  })

export async function giveBack(_: ActState, form: FormData): Promise<ActState> {
  const typed = typedIn(form)
  const { payment, captured, lender, staff, reader } = await requirePayment(typed)
  const { of } = requireForm(typed, sendForm)
  const token = actIdOf(typed)
  const money = captured.find(({ paymentIntentId }) => paymentIntentId === of)
  if (!money) return missing()
  const donePage = `/desk/payments/${payment.id}?done=refund`
  // Sent twice: the first was asked for, and that is what is shown.
  if (await wasRequested(database(), payment.id, token)) redirect(donePage)
  await showAskedBefore(lender.id, token)
  const t = await getTranslations('desk-acts')
  const seen = String(money.refundableMinor)
  if (typed.seen !== seen) return { typed, faults: {}, seen, notice: await figuresChanged() }
  const { faults, wish } = await readRefund(typed, money, reader)
  if (!wish) return withFaults({ typed, faults, seen })
  const key = `${wish.amountMinor}|${wish.note}`
  if (!isConfirmed(typed, key)) {
    const effects = await refundEffects({ payment, money, ...wish }, reader)
    return withFaults({ typed, faults, seen, effects: { key, ...effects } })
  }
  const asked = await transaction((tx) =>
    refundByStaff(tx, {
      lenderId: lender.id,
      staffId: staff.id,
      paymentId: payment.id,
      token,
      ...wish,
      paymentIntentId: money.paymentIntentId,
      currency: money.currency,
      seenRefundableMinor: money.refundableMinor,
      now: Temporal.Now.instant(),
    }),
  )
  if ('outcome' in asked) {
    if (asked.outcome === 'requested') redirect(donePage)
    redirect(`/desk/approvals/${asked.approvalId}${asked.isNew ? '?done=asked' : ''}`)
  }
  if (asked.refusal === 'missing') return missing()
  if ('refundableMinor' in asked)
    return withFaults({
      typed,
      faults,
      seen: String(asked.refundableMinor),
      notice: await figuresChanged(),
    })
  return withFaults({ typed, faults, seen, notice: { tone: 'wait', title: t('refund.disputed') } })
}

type Read = {
  faults: Record<string, string>
  wish: { amountMinor: bigint; note: string } | undefined
}

async function readRefund(
  typed: Record<string, string>,
  { refundableMinor, currency }: CapturedMoney,
  { locale }: Reader,
): Promise<Read> {
  const t = await getTranslations('desk-acts')
  const shown = (amountMinor: bigint) => formatMoney({ amountMinor, currency }, locale)
  const { extent, amount: part, reason: note } = refundForm(currency, locale).parse(typed)
  const amountMinor = extent === 'all' ? refundableMinor : part
  const faults: Record<string, string> = {}
  if (!extent) faults.extent = t('refund.fault.extent')
  if (extent === 'part' && !part)
    faults.amount = t('fault.amount', { example: exampleAmount(currency, locale) })
  if (extent === 'part' && part && part > refundableMinor)
    faults.amount = t('refund.fault.above', { most: shown(refundableMinor) })
  if (part && part % chargeStep(currency) !== 0n)
    faults.amount = t('refund.fault.steps', { step: shown(chargeStep(currency)) })
  if (note === '') faults.reason = t('fault.reason')
  const isComplete = amountMinor && Object.keys(faults).length === 0
  return { faults, wish: isComplete ? { amountMinor, note } : undefined }
}
