import { useTranslations } from '#lib/i18n/translations.ts'

export type AuditLogDetail = Record<string, string | number | boolean | null>

/** What a line of the audit log is about, where a code in it has words of its own: the kind of a case, why a hold. */
export function AuditLogAbout({ noun, detail }: { noun: string; detail: AuditLogDetail }) {
  const t = useTranslations('desk')
  const unlocks = useTranslations('desk-unlocks')
  const { kind, reason, role, errorClass } = detail
  if (noun === 'case' && kind && t.has(`what.${kind}`)) return `: ${t(`what.${kind}`)}`
  if (noun === 'hold' && reason && t.has(`hold.${reason}`)) return `: ${t(`hold.${reason}`)}`
  if (noun === 'staff' && role && t.has(`role.${role}`)) return `: ${t(`role.${role}`)}`
  if (noun === 'unlock' && errorClass && unlocks.has(`cause.${errorClass}`))
    return `: ${unlocks(`cause.${errorClass}`)}`
  return null
}
