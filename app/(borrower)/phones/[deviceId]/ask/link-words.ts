import { phoneName } from '#components/phone/phone-name.ts'
import { dayAt } from '#lib/domain/day.ts'
import { linkStateOf } from '#lib/domain/money/ask-link-terms.ts'
import { formatMoney } from '#lib/domain/money/money.ts'
import { formatDay, formatMoment, formatUntil, isolated, type Reader } from '#lib/i18n/format.ts'
import type { Translator } from '#lib/i18n/translator.ts'
import type { Phone } from '#lib/loans/phone.ts'
import type { AskLink } from '#lib/payments/links/ask-links.ts'

/** What a link is called: for whom it is, else the day on which it was made. */
export function linkName(t: Translator<'ask'>, link: AskLink, reader: Reader): string {
  if (link.name) return t('for', { name: isolated(link.name) })
  return t('unnamed', { day: formatDay(dayAt(link.createdAt, reader.timeZone), reader) })
}

/** The last word of a link. */
export function linkState(t: Translator<'ask'>, link: AskLink, reader: Reader): string {
  const state = linkStateOf(link, reader.now)
  const { currency, paidMinor, openedAt, paidAt, revokedAt } = link
  const ofState = { opened: openedAt, paid: paidAt, ended: revokedAt }
  const at = state in ofState ? ofState[state as keyof typeof ofState] : null
  return t(`state.${state}`, {
    until: formatUntil(link.endsAt, reader),
    at: at ? formatMoment(at, reader) : '',
    amount: formatMoney({ amountMinor: paidMinor ?? 0n, currency }, reader.locale),
  })
}

/** A phone within a sentence to its owner. */
export function phoneInWords(phone: Phone): string {
  return isolated(phoneName(phone))
}
