import type { Language } from '#lib/domain/languages.ts'
import { translator } from '#lib/i18n/translator.ts'

/** What the lock screen says beside a link: only one that takes the place of another speaks of the one before. */
export function payLinkWords(
  locale: Language,
  which: 'first' | 'newer',
): { title: string; body: string } {
  const t = translator(locale, 'link')
  return { title: t(`lock_screen.${which}.title`), body: t(`lock_screen.${which}.body`) }
}
