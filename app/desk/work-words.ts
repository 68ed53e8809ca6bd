import type { WorkItem } from '#lib/desk/work-list.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import { isMessageKey } from '#lib/i18n/translator.ts'

type Named = Pick<WorkItem, 'subject' | 'what'>

export async function workTitle({ subject, what }: Named): Promise<string> {
  const t = await getTranslations('desk')
  if (subject === 'plan') return t('what.plan')
  if (subject === 'unlock') return t('what.unlock')
  const key = subject === 'case' ? `what.${what}` : `what.${subject}_${what}`
  return t(isMessageKey(t, key) ? key : 'what.other')
}

export function workPath({ subject, id }: Pick<WorkItem, 'subject' | 'id'>): string {
  if (subject === 'unlock') return '/desk/unlocks'
  return `/desk/${folders[subject]}/${id}`
}

const folders = {
  case: 'cases',
  plan: 'plans',
  return: 'returns',
  approval: 'approvals',
} as const
