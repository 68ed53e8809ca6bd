import { getTranslations } from '#lib/i18n/translations.ts'
import { type Option, pathTo, reported, toPhone } from './option.ts'
import type { Trouble } from './trouble.ts'

/** Smaller or later installments for what is still owed. */
export async function planOption(trouble: Trouble): Promise<Option> {
  const t = await getTranslations('trouble')
  const { arranged, reader, lender, opening } = trouble
  const { costPercentPerMonth, mostExtraMonths, mostPauseMonths, opens } = lender.policy.plan
  const percent = new Intl.NumberFormat(reader.locale, {
    style: 'percent',
    maximumFractionDigits: 2,
  }).format(costPercentPerMonth / 100)
  const href = pathTo(trouble, 'plan')
  const state = arranged.planState
  return {
    way: 'plan',
    costs: [
      costPercentPerMonth === 0 ? t('plan.free') : t('plan.costs', { percent }),
      ...(mostExtraMonths > 0 ? [t('plan.longer', { months: mostExtraMonths })] : []),
      ...(mostPauseMonths > 0 ? [t('plan.pause', { months: mostPauseMonths })] : []),
    ],
    phone: await toPhone(trouble, [
      t(opening === 'open' ? 'plan.open' : `plan.${opens}`),
      t(opening === 'open' ? 'plan.decided' : 'plan.decided_locked'),
    ]),
    reported: reported(trouble, 'plan'),
    ...(state
      ? { waits: t(`plan.state.${state}`), go: { href, label: t(`plan.see.${state}`) } }
      : { go: { href, label: t('plan.go') } }),
  }
}
