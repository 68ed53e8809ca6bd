import { cashEffects } from '#app/desk/loans/[loanId]/acts/cash/cash-effects.ts'
import { payOutSentences } from '#app/desk/loans/[loanId]/acts/pay-out/pay-out-sentences.ts'
import { releaseSentences } from '#app/desk/loans/[loanId]/acts/release/release-sentences.ts'
import { owedAgainSentences } from '#app/desk/payments/[paymentId]/owed-again/owed-again-sentences.ts'
import { refundSentences } from '#app/desk/payments/[paymentId]/refund/refund-effects.ts'
import { reversalSentences } from '#app/desk/payments/[paymentId]/reverse/reversal-effects.ts'
import { settleSentences } from '#app/desk/returns/[returnId]/settle-sentences.ts'
import { Banner } from '#components/ui/banner.tsx'
import { database } from '#lib/db/client.ts'
import { type ActDetail, actDetailSchema } from '#lib/domain/approval.ts'
import type { Reader } from '#lib/i18n/format.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import { loanAtDesk } from '#lib/loans/loan-at-desk.ts'
import { disputeOf } from '#lib/payments/disputes/payment-disputes.ts'
import { paymentAtDesk } from '#lib/payments/payment-at-desk.ts'
import { capturedMoney } from '#lib/payments/refunds/captured-money.ts'
import { returnOf } from '#lib/returns/queries.ts'

type Props = { lenderId: string; detail: unknown; reader: Reader }

/** What the second person's yes does, as things stand now. */
export async function ApprovalEffects({ lenderId, detail, reader }: Props) {
  const t = await getTranslations('desk-acts')
  const act = actDetailSchema.safeParse(detail)
  const sentences = act.success ? await sentencesOf(lenderId, act.data, reader) : []
  if (sentences.length === 0) return null
  return (
    <Banner tone="plain" title={t('effects')}>
      <ul className="flex list-disc flex-col gap-1 ps-5">
        {sentences.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </Banner>
  )
}

async function sentencesOf(lenderId: string, act: ActDetail, reader: Reader): Promise<string[]> {
  if (act.act === 'settle_return') {
    const shown = await returnOf(database(), { lenderId }, act.returnId)
    const leftMinor = act.seenOutstandingMinor - act.amountMinor
    return shown ? settleSentences({ ...shown, leftMinor }, reader) : []
  }
  if (act.act === 'release' || act.act === 'cash') {
    const loan = await loanAtDesk(database(), lenderId, act.loanId)
    if (!loan) return []
    if (act.act === 'release') return releaseSentences({ ...loan, writesOff: act.writeOff }, reader)
    const takenOn = Temporal.PlainDate.from(act.takenOn)
    return cashEffects(loan, { amountMinor: act.amountMinor, takenOn }, reader)
  }
  if (act.act === 'pay_out') {
    const loan = await loanAtDesk(database(), lenderId, act.loanId)
    return loan ? payOutSentences(loan, act.amountMinor, reader) : []
  }
  return ofPayment(lenderId, act, reader)
}

type OfPayment = Extract<
  ActDetail,
  { paymentId: string; act: 'refund' | 'reverse_cash' | 'owe_again' }
>

async function ofPayment(lenderId: string, act: OfPayment, reader: Reader): Promise<string[]> {
  const payment = await paymentAtDesk(database(), lenderId, act.paymentId)
  if (!payment) return []
  if (act.act === 'reverse_cash') return reversalSentences(payment, reader)
  const { amountMinor } = act
  const captured = await capturedMoney(database(), payment.id)
  if (act.act === 'owe_again') {
    const dispute = await disputeOf(database(), { lenderId, disputeId: act.disputeId })
    return dispute ? owedAgainSentences({ payment, dispute, captured, amountMinor }, reader) : []
  }
  const money = captured.find(({ paymentIntentId }) => paymentIntentId === act.paymentIntentId)
  return money ? refundSentences({ payment, money, amountMinor }, reader) : []
}
