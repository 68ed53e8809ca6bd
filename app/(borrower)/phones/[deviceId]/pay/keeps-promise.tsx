import { useTranslations } from '#lib/i18n/translations.ts'

type Props = { amountMinor: bigint; keepsMinor: bigint | undefined }

/** Said of an amount that is enough for what was promised, also where it gives no more time. */
export function KeepsPromise({ amountMinor, keepsMinor }: Props) {
  const t = useTranslations('pay')
  if (keepsMinor === undefined || amountMinor < keepsMinor) return null
  return <span className="block"> {t('keeps_promise')}</span>
}
