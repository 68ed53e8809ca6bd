import { getTranslations } from '#lib/i18n/translations.ts'
import { type Option, pathTo, reported, toPhone } from './option.ts'
import type { Trouble } from './trouble.ts'

/** Handing the phone back. */
export async function returnOption(trouble: Trouble): Promise<Option> {
  const t = await getTranslations('trouble')
  const { arranged, lender, opening } = trouble
  const { rule, dataWindowHours: hours } = lender.policy.return
  const href = pathTo(trouble, 'return')
  const window = t(opening === 'open' ? 'return.window_open' : 'return.window', { hours })
  return {
    way: 'return',
    costs: [t(`return.rule.${rule}`), t('return.quote')],
    phone: [...(await toPhone(trouble, [window])), t('return.goes_back')],
    reported: reported(trouble, 'return'),
    ...(arranged.isReturned
      ? { waits: t('return.under_way'), go: { href, label: t('return.see') } }
      : { go: { href, label: t('return.go') } }),
  }
}
