import { useTranslations } from '#lib/words/translations.ts'
import { TextLink } from './ui/button.tsx'

/** The way to a list as a file. */
export function DeskExport({ href }: { href: string }) {
  const t = useTranslations('desk')
  return (
    <TextLink href={href} className="inline-flex min-h-11 items-center self-start">
      {t('export')}
    </TextLink>
  )
}
