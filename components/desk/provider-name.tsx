import { useTranslations } from '#lib/i18n/translations.ts'
import { isMessageKey } from '#lib/i18n/translator.ts'

/** What people call a lock service; one that is a lender's own keeps its name. */
export function ProviderName({ provider }: { provider: string }) {
  const t = useTranslations('desk')
  const key = `provider.${provider}`
  return isMessageKey(t, key) ? t(key) : <bdi>{provider}</bdi>
}
