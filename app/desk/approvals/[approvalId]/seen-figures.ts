import type { Approval } from '#lib/approvals/queries.ts'
import { database } from '#lib/db/client.ts'
import { actDetailSchema } from '#lib/domain/approval.ts'
import { capturedMoney } from '#lib/payments/refunds/captured-money.ts'

/** A figure as it was when something was asked of a second person, and as it is. */
export type SeenFigures = {
  what: 'owed' | 'refundable'
  seenMinor: bigint
  nowMinor: bigint
  currency: string
}

/** The figure that a request was made by; undefined: it was made by none. */
export async function figuresOf({
  detail,
  outstandingMinor,
}: Pick<Approval, 'detail' | 'outstandingMinor'>): Promise<SeenFigures | undefined> {
  const { data: act } = actDetailSchema.safeParse(detail)
  if (!act) return undefined
  const { currency } = act
  if ('seenOutstandingMinor' in act && outstandingMinor !== null)
    return {
      what: 'owed',
      seenMinor: act.seenOutstandingMinor,
      nowMinor: outstandingMinor,
      currency,
    }
  if (act.act !== 'refund') return undefined
  const captured = await capturedMoney(database(), act.paymentId)
  const money = captured.find(({ paymentIntentId }) => paymentIntentId === act.paymentIntentId)
  const nowMinor = money?.refundableMinor ?? 0n
  return { what: 'refundable', seenMinor: act.seenRefundableMinor, nowMinor, currency }
}

export function hasChanged(figures: SeenFigures | undefined): figures is SeenFigures {
  return figures !== undefined && figures.seenMinor !== figures.nowMinor
}
