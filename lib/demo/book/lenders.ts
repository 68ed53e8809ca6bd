import type { z } from 'zod'
import type { Language } from '#lib/domain/languages.ts'
import type { lenderPolicySchema } from '#lib/domain/policy/lender-policy.ts'
import { hoshiPolicy } from './hoshi-policy.ts'
import { nortePolicy } from './norte-policy.ts'
import { serendibPolicy } from './serendib-policy.ts'

export type LenderSlug = 'serendib' | 'norte' | 'hoshi'

export type DemoLender = {
  slug: LenderSlug
  host: string
  name: string
  locale: Language
  timeZone: string
  country: string
  currency: string
  accentColor: string
  mark?: string
  helpPhone: string
  helpEmail: string
  helpHours: string
  statementDescriptor: string
  paymentMethods: string[]
  policy: z.input<typeof lenderPolicySchema>
}

/** Three lenders that differ in everything a lender may decide. */
export const demoLenders: readonly DemoLender[] = [
  {
    slug: 'serendib',
    host: 'serendib.localhost',
    name: 'Serendib Mobile',
    locale: 'en',
    timeZone: 'Asia/Colombo',
    country: 'LK',
    currency: 'LKR',
    accentColor: '#0b6e63',
    helpPhone: '+94 11 555 0100',
    helpEmail: 'help@serendib.example',
    helpHours: '8:00–21:00',
    statementDescriptor: 'SERENDIB MOBILE',
    paymentMethods: ['card'],
    policy: serendibPolicy,
  },
  {
    slug: 'norte',
    host: 'norte.localhost',
    name: 'Norte Móvil',
    locale: 'es',
    timeZone: 'America/Mexico_City',
    country: 'MX',
    currency: 'MXN',
    accentColor: '#8a3b12',
    mark: '<svg viewBox="0 0 24 24"><path d="M12 2l7 20-7-5-7 5z"/></svg>',
    helpPhone: '+52 55 5555 0100',
    helpEmail: 'ayuda@norte.example',
    helpHours: '9:00–19:00',
    statementDescriptor: 'NORTE MOVIL',
    paymentMethods: ['card', 'oxxo'],
    policy: nortePolicy,
  },
  {
    slug: 'hoshi',
    host: 'hoshi.localhost',
    name: 'Hoshi Phones',
    locale: 'en',
    timeZone: 'Asia/Tokyo',
    country: 'JP',
    currency: 'JPY',
    accentColor: '#3b3f9e',
    mark: '<svg viewBox="0 0 24 24"><path d="M12 2l2.9 7 7.6.6-5.8 4.9 1.8 7.4L12 18l-6.5 3.9 1.8-7.4L1.5 9.6 9.1 9z"/></svg>',
    helpPhone: '+81 3 5555 0100',
    helpEmail: 'help@hoshi.example',
    helpHours: '10:00–18:00',
    statementDescriptor: 'HOSHI PHONES',
    paymentMethods: ['card'],
    policy: hoshiPolicy,
  },
]

/** The lender with this slug. Throws when there is none in the demo. */
export function demoLender(slug: LenderSlug): DemoLender {
  const lender = demoLenders.find((one) => one.slug === slug)
  if (!lender) throw new Error(`the demo has no lender ${slug}`)
  return lender
}
