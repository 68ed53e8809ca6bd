import { useTranslations } from '#lib/i18n/translations.ts'

/** What people call a lock service; one that is a lender's own keeps its name. */
export function ProviderName({ provider }: { provider: string }) {
  const t = useTranslations('desk')
  return t.has(`provider.${provider}`) ? t(`provider.${provider}`) : <bdi>{provider}</bdi>
}
