import { headers } from 'next/headers'
import type { ReactNode } from 'react'
import { SessionEnd } from '#components/session-end.tsx'
import { isPassive } from '#lib/gateways/passive.ts'
import { currentStaff, type SignedInStaff } from '#lib/staff/guards.ts'
import { staffEndOf } from '#lib/staff/sessions.ts'

const paths = { seen: '/desk/seen', leave: '/desk/sign-out', ended: '/desk/sign-in?ended=1' }

export default async function DeskLayout({ children }: { children: ReactNode }) {
  const [signedIn, sent] = [await currentStaff(), await headers()]
  return (
    <>
      {children}
      {signedIn && (
        <SessionEnd
          endsInMs={leftMs(signedIn, isPassive(sent))}
          nonce={sent.get('x-nonce') ?? undefined}
          paths={paths}
        />
      )}
    </>
  )
}

// Asking for this page was activity, unless the page asked by itself: the end counts from now.
function leftMs(signedIn: SignedInStaff, byItself: boolean): number {
  const now = Temporal.Now.instant()
  const endsAt = byItself ? signedIn.endsAt : staffEndOf({ ...signedIn, seenAt: now })
  return endsAt.epochMilliseconds - now.epochMilliseconds
}
