import { createTranslator } from 'next-intl'
import type { Language } from '#lib/domain/languages.ts'
import { messagesOf } from './messages.ts'

export type Translator = (key: string, values?: Record<string, string>) => string

/** Words outside a page: `translator('es')('notices.receipt.subject', { reference })`. */
export function translator(language: Language): Translator {
  const t = createTranslator({ locale: language, messages: messagesOf(language) })
  return t as unknown as Translator
}
