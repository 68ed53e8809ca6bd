import { headers } from 'next/headers'
import { LinkButton } from '#components/ui/button.tsx'
import { getTranslations } from '#lib/i18n/translations.ts'
import { LanguageChoice } from './language-choice.tsx'

type Props = { lenders: { name: string; host: string; locale: string }[] }

/** On a host that is nobody's: whose customer are you? */
export async function ChooseLender({ lenders }: Props) {
  const [t, sent] = await Promise.all([getTranslations('landing'), headers()])
  const port = /:\d+$/.exec(sent.get('host') ?? '')?.[0] ?? ''
  return (
    <main className="column flex min-h-dvh flex-col justify-center gap-6 py-10">
      <div className="flex flex-col gap-2">
        <h1>{t('choose_title')}</h1>
        <p className="text-soft">{lenders.length > 0 ? t('choose_lead') : t('choose_none')}</p>
      </div>
      <nav aria-label={t('choose_title')}>
        <ul className="flex flex-col gap-3">
          {lenders.map(({ name, host, locale }) => (
            <li key={host}>
              <LinkButton look="quiet" href={`//${host}${port}/`} hrefLang={locale}>
                {name}
              </LinkButton>
            </li>
          ))}
        </ul>
      </nav>
      <div className="text-small text-soft">
        <LanguageChoice />
      </div>
    </main>
  )
}
