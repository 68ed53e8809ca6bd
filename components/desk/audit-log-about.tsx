import { useTranslations } from '#lib/i18n/translations.ts'
import { isMessageKey } from '#lib/i18n/translator.ts'

export type AuditLogDetail = Record<string, string | number | boolean | null>

/** What a line of the audit log is about, where a code in it has words of its own: the kind of a case, why a hold. */
export function AuditLogAbout({ noun, detail }: { noun: string; detail: AuditLogDetail }) {
  const t = useTranslations('desk')
  const unlocks = useTranslations('desk-unlocks')
  const { kind, reason, role, errorClass } = detail
  const places: Record<string, string> = {
    case: `what.${kind}`,
    hold: `hold.${reason}`,
    staff: `role.${role}`,
  }
  const place = places[noun] ?? ''
  if (isMessageKey(t, place)) return `: ${t(place)}`
  const cause = `cause.${errorClass}`
  return noun === 'unlock' && isMessageKey(unlocks, cause) ? `: ${unlocks(cause)}` : null
}
