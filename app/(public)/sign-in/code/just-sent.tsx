import { Banner } from '#components/ui/banner.tsx'
import { codePauseSeconds } from '#lib/accounts/start-challenge.ts'
import { getTranslations } from '#lib/i18n/translations.ts'

/** Says when a new code can be sent. `until` is in epoch milliseconds, as text; true of every sign-in, whoever has an account. */
export async function JustSent({ until }: { until: string | undefined }) {
  const leftMs = Number(until) - Temporal.Now.instant().epochMilliseconds
  const seconds = Math.ceil(leftMs / 1_000)
  if (!(seconds > 0 && seconds <= codePauseSeconds)) return null
  const t = await getTranslations('sign-in')
  return (
    <Banner tone="plain" title={t('code.just_sent')}>
      <p>{t('code.just_sent_text', { seconds })}</p>
    </Banner>
  )
}
