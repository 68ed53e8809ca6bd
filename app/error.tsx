'use client'

import { Broken } from '#components/page/broken.tsx'

export default function ErrorPage({ error }: { error: Error & { digest?: string } }) {
  return <Broken error={error} />
}
