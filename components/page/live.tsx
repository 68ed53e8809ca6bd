'use client'

import { QueryClient, QueryClientProvider, useQuery } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useEffect, useState } from 'react'

type Progress = { version: string; final: boolean }
type Props = { statusUrl: string; version: string }

/** Watches a status address and has the server draw the page again when its version changes. */
export function Live(props: Props) {
  const [client] = useState(() => new QueryClient())
  return (
    <QueryClientProvider client={client}>
      <Watch {...props} />
    </QueryClientProvider>
  )
}

function Watch({ statusUrl, version }: Props) {
  const router = useRouter()
  const { data } = useQuery({
    queryKey: [statusUrl],
    queryFn: () => readProgress(statusUrl),
    refetchInterval: ({ state }) => (state.data?.final ? false : pauseMs(state.dataUpdateCount)),
    retry: true,
    retryDelay: 5_000,
  })
  useEffect(() => {
    if (data && data.version !== version) router.refresh()
  }, [data, version, router])
  return null
}

// Often while the person is likely to be watching, then less and less.
function pauseMs(answers: number): number {
  if (answers < 60) return 2_000
  return answers < 120 ? 5_000 : 15_000
}

async function readProgress(statusUrl: string): Promise<Progress> {
  const response = await fetch(statusUrl, { cache: 'no-store' })
  // The session has ended: the page itself knows the way to sign in again.
  if (response.status === 404) window.location.reload()
  if (!response.ok) throw new Error(`status ${response.status}`)
  return response.json()
}
