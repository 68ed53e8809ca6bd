import type { ReactNode } from 'react'
import { useTranslations } from '#lib/words/translations.ts'
import { LanguageChoice } from './language-choice.tsx'

type Props = { title: ReactNode; lender: { name: string }; lead?: ReactNode; children?: ReactNode }

/** What somebody sees of the desk before it is open: whose it is, and one narrow column. */
export function DeskDoor({ title, lender, lead, children }: Props) {
  const t = useTranslations('desk')
  return (
    <div className="flex min-h-dvh flex-col">
      <header className="border-b border-line bg-paper">
        <div className="column flex min-h-15 items-center gap-2">
          <span className="font-bold">{lender.name}</span>
          <span className="text-small text-soft">{t('desk')}</span>
        </div>
      </header>
      <main id="main" className="column flex flex-1 flex-col gap-5 py-6">
        <div className="flex flex-col gap-2">
          <h1>{title}</h1>
          {lead && <div className="text-soft wrap-anywhere">{lead}</div>}
        </div>
        {children}
      </main>
      <footer className="border-t border-line bg-paper text-small text-soft">
        <div className="column py-3">
          <LanguageChoice />
        </div>
      </footer>
    </div>
  )
}
