import type { BrowserContext, Page } from '@playwright/test'
import { database } from '#lib/db/client.ts'
import type { LenderSlug } from '#lib/demo/book/lenders.ts'
import type { StaffRole } from '#lib/staff/guards.ts'
import { staffCookieName } from '#lib/staff/session-cookie.ts'
import { type GivenStaff, givenStaff, givenStaffSession } from '#tests/support/staff.ts'
import { demo, portalOf } from './demo.ts'

export type StaffWish = { lender?: LenderSlug; role?: StaffRole; name?: string }
export type Staff = GivenStaff & { slug: LenderSlug; portal: string; desk: string }

/** A member of a demo lender's staff, nobody else's. */
export async function givenDemoStaff(wish: StaffWish = {}): Promise<Staff> {
  demo()
  const { lender: slug = 'serendib', role = 'agent', ...values } = wish
  const lender = await database()
    .selectFrom('lenders')
    .select('id')
    .where('slug', '=', slug)
    .executeTakeFirstOrThrow()
  const portal = portalOf(slug)
  return { ...(await givenStaff(lender, role, values)), slug, portal, desk: `${portal}/desk` }
}

/** Signs a new member of the staff in without the pages for it, and says who it is and where the desk is. */
export async function signInStaff(at: Page | BrowserContext, wish: StaffWish = {}): Promise<Staff> {
  const staff = await givenDemoStaff(wish)
  const context = 'context' in at ? at.context() : at
  await context.addCookies([
    {
      name: staffCookieName(),
      value: await givenStaffSession(staff),
      url: staff.portal,
      httpOnly: true,
      sameSite: 'Lax',
    },
  ])
  return staff
}
