import { LanguageChoice } from '#components/page/language-choice.tsx'
import { MainColumn, type MainProps } from '#components/page/main-column.tsx'
import { useTranslations } from '#lib/i18n/translations.ts'

type Props = Pick<MainProps, 'title' | 'lead' | 'children'> & { lender: { name: string } }

/** What somebody sees of the desk before it is open: whose it is, and one narrow column. */
export function DeskDoor({ lender, ...main }: Props) {
  const t = useTranslations('desk')
  return (
    <div className="flex min-h-dvh flex-col">
      <header className="border-b border-line bg-paper">
        <div className="column flex min-h-15 items-center gap-2">
          <span className="font-bold">{lender.name}</span>
          <span className="text-small text-soft">{t('desk')}</span>
        </div>
      </header>
      <MainColumn {...main} />
      <footer className="border-t border-line bg-paper text-small text-soft">
        <div className="column py-3">
          <LanguageChoice />
        </div>
      </footer>
    </div>
  )
}
