import { effectSentence } from '#components/payment/effect-sentence.ts'
import type { Effect } from '#lib/domain/lock/effect.ts'
import { isOpenedByMoney } from '#lib/domain/lock/opening.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import { type Option, pathTo, reported, shown, toPhone } from './option.ts'
import type { Trouble } from './trouble.ts'

/** All that is overdue, or a part of it, each with what it does. */
export async function payOption(trouble: Trouble): Promise<Option> {
  const t = await getTranslations('trouble')
  const { whole, leastMinor, standing } = trouble
  const isLate = standing.arrearsMinor > 0n
  const costs = whole
    ? [t(isLate ? 'pay.all' : 'pay.next', { amount: shown(trouble, whole.amountMinor) })]
    : []
  return {
    way: 'pay',
    costs: leastMinor ? [...costs, t('pay.from', { amount: shown(trouble, leastMinor) })] : costs,
    phone: isNever(trouble) ? await toPhone(trouble, []) : await effects(trouble),
    reported: reported(trouble, 'pay'),
    go: { href: pathTo(trouble, 'pay'), label: t('pay.go') },
  }
}

// Whatever is paid, nothing happens to the phone.
function isNever({ isBack, opening }: Trouble): boolean {
  return isBack || opening === 'released'
}

async function effects(trouble: Trouble): Promise<string[]> {
  const t = await getTranslations('trouble')
  const { whole, part, leastMinor, standing, opening, leftOpen, phone, reader } = trouble
  const says = (effect: Effect) =>
    effectSentence(effect, { currency: phone.currency, reader, opening, leftOpen })
  const first = whole ? [await says(whole.effect)] : []
  if (!isOpenedByMoney(opening) || standing.arrearsMinor === 0n) return first
  if (!part) return leastMinor ? [...first, t('pay.any')] : first
  const amount = shown(trouble, part.amountMinor)
  return [...first, t('pay.part', { amount, effect: await says(part.effect) })]
}
