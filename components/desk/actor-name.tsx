import { useTranslations } from '#lib/i18n/translations.ts'

const kinds = {
  borrower: 'borrower',
  pay_link: 'pay_link',
  api_key: 'api_key',
  import: 'import',
  keyturn: 'portal',
  mdm: 'lock_service',
  nobody: 'nobody',
  operator: 'operator',
  psp: 'payment_provider',
} as const

export function ActorName({ actor, staffName }: { actor: string; staffName: string | null }) {
  const t = useTranslations('desk')
  if (staffName) return <bdi>{staffName}</bdi>
  const [kind = ''] = actor.split(':')
  if (kind in kinds) return t(`actor.${kinds[kind as keyof typeof kinds]}`)
  return <bdi>{actor}</bdi>
}
