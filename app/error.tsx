'use client'

import { Broken } from '#components/broken.tsx'

type Props = { error: Error & { digest?: string }; reset: () => void }

export default function ErrorPage({ error, reset }: Props) {
  return <Broken digest={error.digest} retry={reset} />
}
