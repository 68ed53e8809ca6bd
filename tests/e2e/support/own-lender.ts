import { randomBytes, randomInt } from 'node:crypto'
import type { BrowserContext } from '@playwright/test'
import { database } from '#lib/db/client.ts'
import { type Lender, lenderById } from '#lib/db/lenders.ts'
import { transaction } from '#lib/db/transaction.ts'
import type { StaffRole } from '#lib/domain/roles.ts'
import { addLender } from '#lib/settings/add-lender.ts'
import { staffCookieName } from '#lib/staff/session-cookie.ts'
import { givenLoan } from '#tests/support/lender.ts'
import { type GivenStaff, givenStaff, givenStaffSession } from '#tests/support/staff.ts'
import { sessionCookieOf } from './borrower.ts'
import { portalOf } from './demo.ts'

export type OwnLender = { id: string; name: string; portal: string; desk: string }

/** A lender that no other test knows, as `npm run lender` makes one: its settings can be changed in peace. */
export async function givenOwnLender(): Promise<OwnLender> {
  const slug = `own-${randomBytes(5).toString('hex')}`
  const portal = portalOf(slug)
  const added = await transaction((tx) =>
    addLender(tx, {
      slug,
      host: `${slug}.localhost`,
      name: 'Lanka Phones',
      locale: 'en',
      currency: 'LKR',
      country: 'LK',
      timeZone: 'Asia/Colombo',
      helpPhone: '+94 11 555 0177',
      helpEmail: 'help@lanka.example',
    }),
  )
  if (!('lenderId' in added)) throw new Error(added.refusal)
  return { id: added.lenderId, name: 'Lanka Phones', portal, desk: `${portal}/desk` }
}

export function settingsOfOwn({ id }: OwnLender): Promise<Lender> {
  return lenderById(database(), id)
}

/** Signs a new member of this lender's staff in. */
export async function signInOwn(
  context: BrowserContext,
  lender: OwnLender,
  wish: { role: StaffRole; name: string },
): Promise<GivenStaff> {
  const staff = await givenStaff(lender, wish.role, { name: wish.name })
  const value = await givenStaffSession(staff)
  await context.addCookies([
    { name: staffCookieName(), value, url: lender.portal, httpOnly: true, sameSite: 'Lax' },
  ])
  return staff
}

/** A borrower of this lender with two late installments, signed in; gives the phone's id. */
export async function signInItsBorrower(
  context: BrowserContext,
  lender: OwnLender,
): Promise<string> {
  const today = Temporal.Now.plainDateISO('Asia/Colombo')
  const due = [-40, -10, 20, 50].map((days) => today.add({ days }).toString())
  const loan = await givenLoan(
    lender,
    due.map((day) => [day, 450_000n] as const),
    { number: randomInt(10 ** 9, 10 ** 10), provider: 'manual' },
  )
  await context.addCookies([
    {
      name: 'next-auth.session-token',
      value: await sessionCookieOf(loan),
      url: lender.portal,
      httpOnly: true,
      sameSite: 'Lax',
    },
  ])
  return loan.deviceId
}
