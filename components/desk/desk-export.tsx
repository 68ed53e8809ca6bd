import { TextLink } from '#components/ui/button.tsx'
import { useTranslations } from '#lib/i18n/translations.ts'

export function DeskExport({ href }: { href: string }) {
  const t = useTranslations('desk')
  return (
    <TextLink href={href} className="inline-flex min-h-11 items-center self-start">
      {t('export')}
    </TextLink>
  )
}
