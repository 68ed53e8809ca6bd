'use client'

import { useEffect } from 'react'

/** A page that the browser kept whole and shows again is asked for anew: what it says may be another by now. */
export function AskedAnew() {
  useEffect(() => {
    const askAnew = ({ persisted }: PageTransitionEvent) => {
      if (persisted) location.reload()
    }
    addEventListener('pageshow', askAnew)
    return () => removeEventListener('pageshow', askAnew)
  }, [])
  return null
}
