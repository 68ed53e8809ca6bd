import { paidByOf } from '#lib/domain/money/payment-methods.ts'
import type { Translator } from '#lib/i18n/translator.ts'

/** How one can pay, as people say it: by card, in cash at a shop or from a bank account. */
export function paidByWords(
  t: Translator<'voucher'>,
  methods: readonly string[],
  locale: string,
): string {
  const names = paidByOf(methods).map((by) => t(`by.${by}`))
  return new Intl.ListFormat(locale, { type: 'disjunction' }).format(names)
}

/** On the button that leads to the provider: how one can pay there, where it is not by card alone. */
export function continueWords(
  words: { pay: Translator<'pay'>; voucher: Translator<'voucher'> },
  ways: readonly { method: string }[],
  locale: string,
): string {
  const methods = ways.map(({ method }) => method)
  if (methods.every((method) => method === 'card')) return words.pay('continue')
  return words.voucher('continue', { ways: paidByWords(words.voucher, methods, locale) })
}
