import { createHash } from 'node:crypto'
import { demoSecret } from '#lib/demo/environment.ts'
import type { StaffRole } from '#lib/domain/roles.ts'
import { demoLenders, type LenderSlug } from './lenders.ts'

type DemoStaff = {
  lenderSlug: LenderSlug
  name: string
  email: string
  role: StaffRole
  locale: 'en' | 'es' | 'ar'
}

/** One password for everybody of the demo's staff: it is no secret. */
export const demoPassword = 'lantern-otter-7'

const people: [LenderSlug, StaffRole, string, 'en' | 'es' | 'ar'][] = [
  ['serendib', 'agent', 'Amara Silva', 'en'],
  ['serendib', 'approver', 'Bashir Nadeem', 'en'],
  ['serendib', 'admin', 'Chitra Fernando', 'en'],
  ['norte', 'agent', 'Diego Ramos', 'es'],
  ['norte', 'approver', 'Elena Ortiz', 'es'],
  ['norte', 'admin', 'Fernanda Cruz', 'es'],
  ['hoshi', 'agent', 'Hana Mori', 'en'],
  ['hoshi', 'approver', 'Idris Haddad', 'ar'],
  ['hoshi', 'admin', 'Jun Sato', 'en'],
]

/** Three people for every lender: one of each role. */
export const demoStaff: readonly DemoStaff[] = people.map(([lenderSlug, role, name, locale]) => {
  const domain = demoLenders.find(({ slug }) => slug === lenderSlug)?.helpEmail.split('@')[1]
  const email = `${name.split(' ')[0]?.toLowerCase()}@${domain}`
  return { lenderSlug, role, name, email, locale }
})

const base32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** What the authenticator app of one of the demo's staff would hold: the same on every machine. */
export function demoTotpSecret(email: string): string {
  const bytes = createHash('sha256')
    .update(demoSecret(`totp ${email}`))
    .digest()
  return Array.from(bytes, (byte) => base32[byte & 31]).join('')
}
