import { LinkButton } from '#components/ui/button.tsx'
import { useTranslations } from '#lib/i18n/translations.ts'
import { HelpLine, type LenderFace } from './page.tsx'

/** When the records cannot be reached: nothing is lost, nobody need pay again, and whom to call. Works without JavaScript. */
export function Unreachable({ lender }: { lender: LenderFace | undefined }) {
  const t = useTranslations('errors')
  return (
    <main className="column flex min-h-dvh flex-col justify-center gap-5 py-10">
      <meta httpEquiv="refresh" content="15" />
      {lender && <p className="font-bold">{lender.name}</p>}
      <h1>{t('unreachable_title')}</h1>
      <p className="text-soft">{t('unreachable')}</p>
      <LinkButton href="">{t('unreachable_again')}</LinkButton>
      {lender ? <HelpLine lender={lender} /> : <p>{t('unreachable_call')}</p>}
    </main>
  )
}
