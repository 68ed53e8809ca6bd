import { headers } from 'next/headers'
import type { ReactNode } from 'react'
import { SessionEnd } from '#components/page/session-end.tsx'
import { currentBorrower } from '#lib/accounts/guards.ts'
import { endOf, type SignedIn } from '#lib/accounts/sessions.ts'
import { isPassive } from '#lib/http/passive.ts'

export default async function SignedInLayout({ children }: { children: ReactNode }) {
  const signedIn = await currentBorrower()
  const sent = await headers()
  return (
    <>
      {children}
      {signedIn && (
        <SessionEnd
          endsInMs={leftMs(signedIn, isPassive(sent))}
          nonce={sent.get('x-nonce') ?? undefined}
        />
      )}
    </>
  )
}

// Asking for this page was activity, unless the page asked by itself: the end counts from now.
function leftMs(signedIn: SignedIn, byItself: boolean): number {
  const now = Temporal.Now.instant()
  const endsAt = byItself ? signedIn.endsAt : endOf({ ...signedIn, seenAt: now })
  return endsAt.epochMilliseconds - now.epochMilliseconds
}
