'use client'

import { useEffect, useState } from 'react'
import { Broken } from '#components/page/broken.tsx'
import { directionOf } from '#lib/i18n/language-names.ts'
import './globals.css'

/** When not even the frame of the page could be drawn: all that is known is what the browser speaks. */
export default function GlobalError({ error }: { error: Error & { digest?: string } }) {
  const [language, setLanguage] = useState('en')
  useEffect(() => setLanguage(navigator.language.slice(0, 2)), [])
  return (
    <html lang={language} dir={directionOf(language)}>
      <body>
        <Broken key={language} error={error} />
      </body>
    </html>
  )
}
