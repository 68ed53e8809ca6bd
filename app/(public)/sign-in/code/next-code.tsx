import { writtenUntil } from '#app/(public)/sign-in/until.ts'
import { Banner } from '#components/ui/banner.tsx'
import { getTranslations } from '#lib/i18n/translations.ts'

type Props = { lender: { timeZone: string }; until: string | undefined }

/** Says that many codes were asked for with this name, and when the next can be sent; true of every name, whoever has it. */
export async function NextCode({ lender, until }: Props) {
  const time = await writtenUntil(until, lender)
  if (!time) return null
  const t = await getTranslations('sign-in')
  return (
    <Banner tone="plain" title={t('code.spaced')}>
      <p>{t('code.spaced_text', { time })}</p>
    </Banner>
  )
}
