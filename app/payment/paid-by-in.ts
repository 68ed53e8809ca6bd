import { paidByWords } from '#components/voucher/paid-by.ts'
import type { Lender } from '#lib/db/lenders.ts'
import { waysToPay } from '#lib/gateways/psp/charge-limits.ts'
import { getTranslations } from '#lib/i18n/translations.ts'

/** How this lender's borrowers can pay in a currency, in one sentence. */
export async function paidByIn(
  { paymentMethods }: Pick<Lender, 'paymentMethods'>,
  currency: string,
  locale: string,
): Promise<string> {
  const t = await getTranslations('voucher')
  const methods = waysToPay(currency, paymentMethods).map(({ method }) => method)
  return methods.length === 0 ? '' : t('ways', { ways: paidByWords(t, methods, locale) })
}
