import { useTranslations } from '#lib/words/translations.ts'
import { IdleWarning } from './idle-warning.tsx'

/** Keeps a signed-in page from outliving its session, with scripts and without. */
export function SessionEnd({ endsInMs }: { endsInMs: number }) {
  const t = useTranslations('account.idle')
  const words = { title: t('title'), text: t('text'), stay: t('stay'), leave: t('leave') }
  const seconds = Math.max(Math.ceil(endsInMs / 1000) + 1, 1)
  return (
    <>
      <IdleWarning endsInMs={endsInMs} words={words} />
      <noscript>
        <meta httpEquiv="refresh" content={`${seconds};url=/sign-in?ended=1`} />
      </noscript>
    </>
  )
}
