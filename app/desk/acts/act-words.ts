import { getTranslations } from '#lib/i18n/translations.ts'

export async function actWords(confirm: string) {
  const t = await getTranslations('desk-acts')
  return { summary: t('summary'), effects: t('effects'), next: t('next'), confirm }
}
