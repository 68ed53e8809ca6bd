import { getTranslations } from '#lib/i18n/translations.ts'
import type { ActState } from './act-state.ts'

type Why = { title: string; text?: string; link?: { href: string; label: string } }

/** Nothing was done, and nothing can be done by this form any more: it says why, and what was typed stays in it. */
export async function notDone(
  typed: Record<string, string>,
  { title, text, link }: Why,
): Promise<ActState> {
  const t = await getTranslations('desk-acts')
  const texts = [text, t('not_done')].filter(Boolean)
  return {
    typed,
    faults: {},
    notice: { tone: 'wait', title, text: texts.join(' '), ...(link && { link }) },
  }
}
