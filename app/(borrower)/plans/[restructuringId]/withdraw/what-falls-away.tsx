import type { ShownPlanRecord } from '#app/(borrower)/plans/[restructuringId]/shown-plan.ts'
import { database } from '#lib/db/client.ts'
import { formatMoney } from '#lib/domain/money.ts'
import { runningCost } from '#lib/restructurings/plan-cost.ts'
import { formatDay } from '#lib/words/format.ts'
import { getTranslations } from '#lib/words/translations.ts'

/** What of a running plan's cost falls away when it is ended now; nothing when it costs nothing, or all is earned. */
export async function WhatFallsAway({ plan, lender, reader }: ShownPlanRecord) {
  const t = await getTranslations('plans')
  if (plan.state !== 'active') return null
  const cost = await runningCost(database(), { loanId: plan.loanId, lender }, reader.now)
  if (!cost || cost.unearnedMinor === 0n) return null
  if (plan.withdrawUntil && cost.unearnedMinor === cost.costMinor)
    return <p>{t('withdraw.cost_free', { day: formatDay(plan.withdrawUntil, reader, 'long') })}</p>
  const { currency } = plan
  const returned = formatMoney({ amountMinor: cost.unearnedMinor, currency }, reader.locale)
  return <p>{t('withdraw.cost_part', { returned })}</p>
}
