import { TextLink } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { useTranslations } from '#lib/i18n/translations.ts'
import { parts } from './contents.tsx'
import { isList } from './lists.ts'

export function Exports({ loanId }: { loanId: string }) {
  const t = useTranslations('desk')
  return (
    <Card className="print:hidden">
      <h2>{t('loan.exports')}</h2>
      <ul className="flex flex-wrap gap-x-5">
        {parts.filter(isList).map((list) => (
          <li key={list}>
            <TextLink
              href={`/desk/loans/${loanId}/export.csv?list=${list}`}
              className="flex min-h-11 items-center text-small"
            >
              {t(`loan.part.${list}`)}
            </TextLink>
          </li>
        ))}
      </ul>
    </Card>
  )
}
