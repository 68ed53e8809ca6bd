import { TextLink } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { entriesFor, shownEntries } from '#lib/domain/directory.ts'
import type { Answer } from '#lib/domain/lock/screens.ts'
import type { DirectoryPolicy } from '#lib/domain/policy/directory-policy.ts'
import { type Reader, todayOf } from '#lib/i18n/format.ts'
import { useTranslations } from '#lib/i18n/translations.ts'
import { Entry } from './entry.tsx'

type Props = {
  lender: { country: string | null; policy: { directory: DirectoryPolicy } }
  /** What the phone says. */
  screen: Answer
  brand?: string
  reader: Reader
}

/** Whom to ask about what a phone's screen says, with the way to all of them. */
export function FittingEntries({ lender, screen, brand, reader }: Props) {
  const t = useTranslations('directory')
  const { country } = lender
  const shown = shownEntries({ ...lender.policy, country }, todayOf(reader))
  const entries = entriesFor(shown, screen, brand)
  if (entries.length === 0) return null
  return (
    <Card className="print:hidden">
      <h2>{t('fits')}</h2>
      {entries.map((entry) => (
        <Entry key={entry.name} entry={entry} country={country} reader={reader} />
      ))}
      <TextLink href="/directory" className="flex min-h-11 items-center">
        {t('all')}
      </TextLink>
    </Card>
  )
}
