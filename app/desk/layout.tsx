import { headers } from 'next/headers'
import type { ReactNode } from 'react'
import { KeptWords } from '#components/page/kept-words.tsx'
import { SessionEnd } from '#components/page/session-end.tsx'
import { isPassive } from '#lib/http/passive.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import { currentStaff, type SignedInStaff } from '#lib/staff/guards.ts'
import { staffEndOf } from '#lib/staff/sessions.ts'

const paths = { seen: '/desk/seen', leave: '/desk/sign-out' }

export default async function DeskLayout({ children }: { children: ReactNode }) {
  const signedIn = await currentStaff()
  const sent = await headers()
  const t = await getTranslations('desk')
  return (
    <>
      {signedIn && (
        <KeptWords
          owner={signedIn.staff.id}
          session={signedIn.sessionId}
          told={t('words_are_back')}
        />
      )}
      {children}
      {signedIn && (
        <SessionEnd
          endsInMs={leftMs(signedIn, isPassive(sent))}
          nonce={sent.get('x-nonce') ?? undefined}
          paths={{ ...paths, ended: endedPath(sent.get('x-path') ?? '/desk') }}
        />
      )}
    </>
  )
}

// What was looked for may be somebody's number: it does not stay in an address.
function endedPath(path: string): string {
  const next = path.startsWith('/desk/search') ? '/desk/search' : path
  return `/desk/sign-in?${new URLSearchParams({ ended: '1', next })}`
}

// Asking for this page was activity, unless the page asked by itself: the end counts from now.
function leftMs(signedIn: SignedInStaff, byItself: boolean): number {
  const now = Temporal.Now.instant()
  const endsAt = byItself ? signedIn.endsAt : staffEndOf({ ...signedIn, seenAt: now })
  return endsAt.epochMilliseconds - now.epochMilliseconds
}
