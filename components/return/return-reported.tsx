import { getLocale } from 'next-intl/server'
import { Card } from '#components/ui/card.tsx'
import type { LenderPolicy } from '#lib/domain/policy/lender-policy.ts'
import { reportedWords } from '#lib/domain/reporting.ts'
import { isolated } from '#lib/i18n/format.ts'
import { directionOf } from '#lib/i18n/language-names.ts'
import { getTranslations } from '#lib/i18n/translations.ts'

type Props = { lender: { name: string; locale: string; policy: LenderPolicy } }

/** What the lender says it reports about a return, in its own words; where it says nothing, nothing is said. */
export async function ReturnReported({ lender }: Props) {
  const t = await getTranslations('returns')
  const language = await getLocale()
  const { name, locale, policy } = lender
  const words = reportedWords(policy.reporting, 'return', { reader: language, lender: locale })
  if (!words) return null
  return (
    <Card>
      <h2>{t('reported', { lender: isolated(name) })}</h2>
      <p lang={words.language} dir={directionOf(words.language)}>
        {words.text}
      </p>
    </Card>
  )
}
