import { createTranslator } from 'next-intl'
import type { Language } from '#lib/words/languages.ts'
import { messagesOf } from '#lib/words/messages.ts'

/** What the lock screen says beside a new link. */
export function payLinkWords(locale: Language): { title: string; body: string } {
  const t = createTranslator({ locale, messages: messagesOf(locale), namespace: 'link' })
  return { title: t('lock_screen.title'), body: t('lock_screen.body') }
}
