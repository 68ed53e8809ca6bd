import { refresh } from 'next/cache'
import { getTranslations } from '#lib/i18n/translations.ts'
import type { ActState } from './act-state.ts'

/** Says that nothing was done because the figures are not as they were shown, and has the page show the new ones. */
export async function figuresChanged(): Promise<NonNullable<ActState['notice']>> {
  const t = await getTranslations('desk-acts')
  refresh()
  return { tone: 'wait', title: t('changed.title'), text: t('changed.text') }
}
