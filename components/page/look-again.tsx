'use client'

import { useRouter } from 'next/navigation'
import { useEffect } from 'react'

const pauseMs = 5_000
const times = 24

/** Has the server draw the page again for two minutes, while something changes by itself; without scripts, the browser does. */
export function LookAgain() {
  const router = useRouter()
  useEffect(() => {
    let left = times
    const timer = setInterval(() => {
      left -= 1
      if (left < 0) clearInterval(timer)
      else router.refresh()
    }, pauseMs)
    return () => clearInterval(timer)
  }, [router])
  return (
    <noscript>
      <meta httpEquiv="refresh" content="5" />
    </noscript>
  )
}
