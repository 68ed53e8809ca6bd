'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { requireLender } from '#app/current-lender.ts'
import { typedText } from '#app/form-values.ts'
import { keepKnown, thisBrowser } from '#app/this-browser.ts'
import { database } from '#lib/db/client.ts'
import { takeUpBrowserLink } from '#lib/staff/browser-link.ts'
import { staffById } from '#lib/staff/queries.ts'
import { forgiveBrowser } from '#lib/staff/sign-in-limits.ts'

const linkForm = z.object({ token: typedText(1_000) })

/** Makes this browser one in which the account was opened before: password and code are still asked for. */
export async function makeBrowserKnown(form: FormData): Promise<never> {
  const lender = await requireLender()
  const { token } = linkForm.parse(Object.fromEntries(form))
  const now = Temporal.Now.instant()
  const staffId = await takeUpBrowserLink({ lenderId: lender.id, token, now })
  const owner = staffId && (await staffById(database(), lender.id, staffId))
  if (!owner) return redirect('/desk/sign-in/link/over')
  await keepKnown(owner.id, now)
  const { id: knownBrowser } = await thisBrowser()
  await forgiveBrowser({ ...owner, staffId: owner.id, lenderId: lender.id, knownBrowser })
  redirect('/desk/sign-in?known=1')
}
