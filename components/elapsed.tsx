'use client'

import { useEffect, useState } from 'react'

export function Elapsed({ sinceMs, nowMs }: { sinceMs: number; nowMs: number }) {
  const [passedMs, setPassedMs] = useState(nowMs - sinceMs)
  useEffect(() => {
    const startedAt = performance.now()
    const tick = () => setPassedMs(nowMs - sinceMs + performance.now() - startedAt)
    const timer = setInterval(tick, 1_000)
    return () => clearInterval(timer)
  }, [sinceMs, nowMs])
  return <bdi dir="ltr">{formatElapsed(passedMs)}</bdi>
}

function formatElapsed(ms: number): string {
  const seconds = Math.max(Math.floor(ms / 1_000), 0)
  const [hours, minutes] = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60]
  const tail = `${String(seconds % 60).padStart(2, '0')}`
  return hours ? `${hours}:${String(minutes).padStart(2, '0')}:${tail}` : `${minutes}:${tail}`
}
