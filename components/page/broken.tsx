'use client'

import { unstable_isUnrecognizedActionError as isOfAnotherBuild } from 'next/navigation'
import { useEffect, useState } from 'react'
import { Button, LinkButton } from '#components/ui/button.tsx'
import { isLanguage, type Language } from '#lib/domain/languages.ts'
import arabic from '#messages/ar/errors.json' with { type: 'json' }
import english from '#messages/en/errors.json' with { type: 'json' }
import spanish from '#messages/es/errors.json' with { type: 'json' }
import { loadAnew } from './typed-words.ts'

const words: Record<Language, typeof english> = { en: english, es: spanish, ar: arabic }

type Props = { error: Error & { digest?: string } }

/**
 * When a page could not be drawn: says that no money is lost, and the ways on. Speaks the page's language by itself.
 * Trying again loads the page anew: one of a build that is gone would only fail in the same way, so that is not even asked.
 */
export function Broken({ error }: Props) {
  const { digest } = error
  const [language, setLanguage] = useState('en')
  useEffect(() => setLanguage(document.documentElement.lang), [])
  useEffect(() => {
    if (isOfAnotherBuild(error)) loadAnew()
  }, [error])
  const said = isLanguage(language) ? words[language] : english
  return (
    <main className="column flex min-h-dvh flex-col justify-center gap-5 py-10">
      <h1>{said.error_title}</h1>
      <p className="text-soft">{said.error}</p>
      <Button type="button" onClick={loadAnew}>
        {said.error_again}
      </Button>
      <LinkButton look="quiet" href="/payments">
        {said.error_payments}
      </LinkButton>
      <LinkButton look="plain" href="/help">
        {said.error_help}
      </LinkButton>
      {digest && (
        <p className="text-small text-soft">{said.error_code.replace('{digest}', digest)}</p>
      )}
    </main>
  )
}
