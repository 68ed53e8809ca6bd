'use client'

import { Broken } from '#components/broken.tsx'
import './globals.css'

type Props = { error: Error & { digest?: string }; reset: () => void }

/** When not even the frame of the page could be drawn. */
export default function GlobalError({ error, reset }: Props) {
  return (
    <html lang="en">
      <body>
        <Broken digest={error.digest} retry={reset} />
      </body>
    </html>
  )
}
