import { getTranslations } from '#lib/i18n/translations.ts'

const names = ['loan_number', 'email', 'phone', 'imei', 'code'] as const

export async function WhereToFind() {
  const t = await getTranslations('sign-in')
  return (
    <details>
      <summary className="flex min-h-11 cursor-pointer items-center font-semibold text-accent-text underline underline-offset-4">
        {t('identifier.where.title')}
      </summary>
      <ul className="flex list-disc flex-col gap-2 ps-5 text-small">
        {names.map((name) => (
          <li key={name}>{t(`identifier.where.${name}`)}</li>
        ))}
      </ul>
    </details>
  )
}
