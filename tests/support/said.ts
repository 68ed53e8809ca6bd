import { createTranslator } from 'next-intl'
import type { Language } from '#lib/domain/languages.ts'
import { messagesOf } from '#lib/i18n/messages.ts'

type Said = (place: string, values?: Record<string, string | number>) => string

/** Messages by their whole place, for tests that go over many: `saidIn('es')('payment.lead.booked', values)`. */
export function saidIn(locale: Language): Said {
  return createTranslator({ locale, messages: messagesOf(locale) }) as unknown as Said
}
