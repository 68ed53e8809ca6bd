import type { ShownPlanRecord } from '#app/(borrower)/plans/[planId]/shown-plan.ts'
import { database } from '#lib/db/client.ts'
import { formatMoney } from '#lib/domain/money/money.ts'
import { unearnedCostMinor } from '#lib/domain/plan/cost.ts'
import { formatDay, todayOf } from '#lib/i18n/format.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import { readLoan } from '#lib/ledger/ledger.ts'

/** What of a running plan's cost falls away when it is ended now; nothing when it costs nothing, or all is earned. */
export async function WhatFallsAway({ plan, reader }: ShownPlanRecord) {
  const t = await getTranslations('plans')
  if (plan.state !== 'active') return null
  const { planCost } = await readLoan(database(), plan.loanId)
  const unearnedMinor = unearnedCostMinor(planCost, todayOf(reader))
  if (unearnedMinor === 0n) return null
  if (plan.withdrawUntil && unearnedMinor === planCost?.costMinor)
    return <p>{t('withdraw.cost_free', { day: formatDay(plan.withdrawUntil, reader, 'long') })}</p>
  const { currency } = plan
  const returned = formatMoney({ amountMinor: unearnedMinor, currency }, reader.locale)
  return <p>{t('withdraw.cost_part', { returned })}</p>
}
