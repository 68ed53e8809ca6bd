import { z } from 'zod'
import { isMailAddress } from '#lib/domain/identity/email.ts'
import { isPhoneCountry } from '#lib/domain/identity/phone-number.ts'
import { placesSpans } from '#lib/domain/opening-hours.ts'
import { days, ownLine } from './amounts.ts'

export const entryKinds = [
  'lender_hotline',
  'lender_shop',
  'maker',
  'service_centre',
  'carrier',
  'network_unlock',
] as const
export type EntryKind = (typeof entryKinds)[number]

/** What asking there costs. `price`: it stands in the lender's own words. */
export const costs = ['free', 'local_rate', 'national_rate', 'mobile_rate', 'price'] as const

const entry = z.object({
  kind: z.enum(entryKinds),
  name: ownLine(80),
  country: z
    .string()
    .trim()
    .toUpperCase()
    .refine(isPhoneCountry, { params: { reason: 'not_a_country' } }),
  /** Whose phones it is for; left out: anybody's. */
  brand: ownLine(40).optional(),
  phone: ownLine(40).optional(),
  email: z
    .string()
    .max(100)
    .refine(isMailAddress, { params: { reason: 'not_email' } })
    .optional(),
  address: ownLine(200).optional(),
  url: z
    .url({ protocol: /^https?$/ })
    .max(200)
    .optional(),
  cost: z.enum(costs).optional(),
  price: ownLine(60).optional(),
  /** In place of what is usual for its kind. */
  ready: ownLine(300).optional(),
  /** When somebody made sure of it, and who. */
  checkedOn: z.iso.date(),
  checkedBy: ownLine(80),
})
export type DirectoryEntry = z.infer<typeof entry>

/** Who else helps: facts of the world, as far as the lender's own people have looked. */
export const directoryPolicySchema = z
  .object({
    entries: z.array(entry).max(40).default([]),
    hours: placesSpans,
    /** An entry older than this is hidden, and the desk is told so many days before. */
    validDays: days(730).default(180),
    warnDays: z.int().min(0).max(60).default(14),
  })
  .prefault({})
export type DirectoryPolicy = z.infer<typeof directoryPolicySchema>
