'use client'

import { useEffect } from 'react'

/** Says once that somebody looks at this page, not that it was fetched. */
export function Opened({ token }: { token: string }) {
  useEffect(() => {
    const tell = () => {
      if (document.visibilityState !== 'visible') return
      document.removeEventListener('visibilitychange', tell)
      const path = `/api/pay-links/${encodeURIComponent(token)}/opened`
      // Offline: the next look tells it.
      fetch(path, { method: 'POST', keepalive: true }).catch(() => {})
    }
    document.addEventListener('visibilitychange', tell)
    tell()
    return () => document.removeEventListener('visibilitychange', tell)
  }, [token])
  return null
}
