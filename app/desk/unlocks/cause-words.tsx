import { errorClasses } from '#lib/gateways/mdm/port.ts'
import { useTranslations } from '#lib/i18n/translations.ts'
import type { GroupKey } from '#lib/unlocks/board.ts'

type Props = Pick<GroupKey, 'errorClass' | 'stage'>

export function CauseWords({ errorClass, stage }: Props) {
  const t = useTranslations('desk-unlocks')
  const known = errorClasses.find((name) => name === errorClass)
  return known ? t(`cause.${known}`) : t(`no_error.${stage}`)
}
