import { TextLink } from '#components/ui/button.tsx'
import { useTranslations } from '#lib/i18n/translations.ts'
import { warningMs } from './idle-time.ts'
import { IdleWarning, type SessionPaths } from './idle-warning.tsx'

const borrowers = { seen: '/api/auth/seen', leave: '/sign-out', ended: '/sign-in?ended=1' }

type Props = { endsInMs: number; nonce: string | undefined; paths?: SessionPaths }

export function SessionEnd({ endsInMs, nonce, paths = borrowers }: Props) {
  const t = useTranslations('account')
  const words = {
    title: t('idle.title'),
    text: t('idle.text'),
    stay: t('idle.stay'),
    leave: t('idle.leave'),
  }
  const seconds = Math.max(Math.ceil(endsInMs / 1000) + 1, 1)
  return (
    <>
      <IdleWarning endsInMs={endsInMs} paths={paths} words={words} />
      <noscript>
        <meta httpEquiv="refresh" content={`${seconds};url=${paths.ended}`} />
        <style
          nonce={nonce}
        >{`.idle-warning{animation-delay:${seconds - warningMs / 1000}s}`}</style>
        <div className="idle-warning">
          <p className="font-semibold">{words.title}</p>
          <p>{words.text}</p>
          <TextLink href="" className="inline-flex min-h-11 items-center">
            {words.stay}
          </TextLink>
        </div>
      </noscript>
    </>
  )
}
