import { useTranslations } from '#lib/words/translations.ts'
import { IdleWarning, type SessionPaths } from './idle-warning.tsx'

const borrowers = { seen: '/api/auth/seen', leave: '/sign-out', ended: '/sign-in?ended=1' }

type Props = { endsInMs: number; paths?: SessionPaths }

/** Keeps a signed-in page from outliving its session, with scripts and without. */
export function SessionEnd({ endsInMs, paths = borrowers }: Props) {
  const t = useTranslations('account.idle')
  const words = { title: t('title'), text: t('text'), stay: t('stay'), leave: t('leave') }
  const seconds = Math.max(Math.ceil(endsInMs / 1000) + 1, 1)
  return (
    <>
      <IdleWarning endsInMs={endsInMs} paths={paths} words={words} />
      <noscript>
        <meta httpEquiv="refresh" content={`${seconds};url=${paths.ended}`} />
      </noscript>
    </>
  )
}
