import type { ReactNode } from 'react'
import { SessionEnd } from '#components/session-end.tsx'
import { currentBorrower } from '#lib/accounts/guards.ts'

export default async function SignedInLayout({ children }: { children: ReactNode }) {
  const signedIn = await currentBorrower()
  return (
    <>
      {children}
      {signedIn && <SessionEnd endsInMs={leftMs(signedIn.endsAt)} />}
    </>
  )
}

function leftMs(endsAt: Temporal.Instant): number {
  return endsAt.epochMilliseconds - Temporal.Now.instant().epochMilliseconds
}
