import { formatMoney } from '#lib/domain/money/money.ts'
import { type ReportedWay, reportedWords } from '#lib/domain/reporting.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import type { Trouble } from './trouble.ts'

/** One way out: what it costs, what it does to the phone, what is reported. A line of the comparison. */
export type Option = {
  way: ReportedWay
  costs: string[]
  phone: string[]
  /** The lender's own words, in the language they are written in; undefined: it says nothing. */
  reported: { text: string; language: string } | undefined
  /** Why it cannot be used now. */
  waits?: string | undefined
  go?: { href: string; label: string } | undefined
}

export function shown({ phone, reader }: Trouble, amountMinor: bigint): string {
  return formatMoney({ amountMinor, currency: phone.currency }, reader.locale)
}

export function reported({ lender, reader }: Trouble, way: ReportedWay): Option['reported'] {
  const language = new Intl.Locale(reader.locale).language
  return reportedWords(lender.policy.reporting, way, { reader: language, lender: lender.locale })
}

/** What happens to the phone; nothing of it is for a phone that is back, or that something else locks. */
export async function toPhone({ isBack, opening }: Trouble, texts: string[]): Promise<string[]> {
  const t = await getTranslations('trouble')
  if (isBack) return [t('is_back')]
  const isOtherwise = ['released', 'other_lock', 'offline_lock'] as const
  const otherwise = isOtherwise.find((one) => one === opening)
  return otherwise ? [t(otherwise)] : texts
}

export function pathTo({ phone }: Trouble, page: 'pay' | 'promise' | 'plan' | 'return'): string {
  return `/phones/${phone.deviceId}/${page}`
}
