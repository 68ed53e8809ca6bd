import type { GroupKey } from '#lib/unlocks/board.ts'
import { useTranslations } from '#lib/words/translations.ts'

const classes = [
  'network_before_send',
  'ambiguous',
  'rate_limited',
  'provider_down',
  'auth_expired',
  'config',
  'not_found',
  'invalid_request',
  'device_state_transient',
  'device_state_terminal',
  'unsupported',
  'other_agent',
  'contract',
  'needs_person',
] as const

type Props = Pick<GroupKey, 'errorClass' | 'stage'>

/** What holds an unlock up, in words; without an error, where it stands. */
export function CauseWords({ errorClass, stage }: Props) {
  const t = useTranslations('desk-unlocks')
  const known = classes.find((name) => name === errorClass)
  return known ? t(`cause.${known}`) : t(`no_error.${stage}`)
}
