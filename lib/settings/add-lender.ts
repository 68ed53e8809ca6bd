import { z } from 'zod'
import { writeAuditLog } from '#lib/db/audit-log.ts'
import type { Tx } from '#lib/db/transaction.ts'
import { isLonger } from '#lib/domain/identity/characters.ts'
import { isPhoneCountry } from '#lib/domain/identity/phone-number.ts'
import { languages } from '#lib/domain/languages.ts'
import { defaultSettings } from '#lib/domain/settings/defaults.ts'
import { toRecord } from '#lib/domain/settings/record.ts'
import { type Settings, settingsSchema, settingsShape } from '#lib/domain/settings/settings.ts'
import { isChargeable } from '#lib/gateways/psp/charge-limits.ts'
import { keepFirst } from './versions.ts'

const missing = 'is missing'
const currencies = new Set(Intl.supportedValuesOf('currency'))

const asSetting =
  (name: 'name' | 'helpPhone' | 'helpEmail' | 'helpHours') =>
  (text: string): boolean =>
    settingsShape.shape[name].safeParse(text).success

/** What there must be to say about a new lender; everything else is set in the desk. */
export const newLenderSchema = z.object({
  slug: z.string(missing).regex(/^[a-z0-9-]{1,40}$/, 'small letters, digits and hyphens'),
  host: z
    .string(missing)
    .regex(/^[a-z0-9-]+(\.[a-z0-9-]+)*$/, 'a host name in small letters, without scheme and port'),
  name: z
    .string(missing)
    .trim()
    .min(1, { error: missing, abort: true })
    .refine((text) => !isLonger(text, 60), { error: 'at most 60 characters', abort: true })
    .refine(asSetting('name'), 'one line of at most 60 characters'),
  currency: z
    .string(missing)
    .refine((code) => currencies.has(code), 'an ISO 4217 currency, as LKR')
    .refine(
      (code) => !currencies.has(code) || isChargeable(code),
      'The payment provider does not take this currency, so nobody could pay in it',
    ),
  country: z.string(missing).refine(isPhoneCountry, 'a country of ISO 3166-1, as LK'),
  timeZone: z.string(missing).refine(isTimeZone, 'a time zone, as Asia/Colombo'),
  locale: z.enum(languages, `one of ${languages.join(', ')}`),
  helpPhone: z
    .string()
    .refine(asSetting('helpPhone'), 'a telephone number, as +94 11 555 0100')
    .optional(),
  helpEmail: z.string(missing).refine(asSetting('helpEmail'), 'an address that can receive mail'),
  helpHours: z
    .string()
    .refine(asSetting('helpHours'), 'one line of at most 80 characters')
    .optional(),
})
export type LenderWish = z.infer<typeof newLenderSchema>

type LenderAdded =
  | { lenderId: string; settings: Settings }
  | { refusal: 'taken'; fields: ('slug' | 'host')[] }
  | { refusal: 'not_valid'; fields: string[] }

/** Makes a lender with settings to begin with, as version 1. */
export async function addLender(tx: Tx, wish: LenderWish): Promise<LenderAdded> {
  const checked = settingsSchema.safeParse(defaultSettings(wish))
  if (!checked.success)
    return {
      refusal: 'not_valid',
      fields: [...new Set(checked.error.issues.map(({ path }) => path.join('.')))],
    }
  const settings = checked.data
  const record = toRecord(settings)
  const { helpCheckedOn: _, policy: __, ...columns } = settings
  const row = await tx
    .insertInto('lenders')
    .values({
      ...columns,
      slug: wish.slug,
      host: wish.host,
      timeZone: wish.timeZone,
      policy: JSON.stringify(record.policy),
      settingsVersion: 1,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!row) return { refusal: 'taken', fields: await takenOf(tx, wish) }
  await keepFirst(tx, row.id, record)
  await writeAuditLog(tx, {
    lenderId: row.id,
    actor: 'keyturn',
    action: 'lender.added',
    subject: 'settings',
    subjectId: row.id,
  })
  return { lenderId: row.id, settings }
}

async function takenOf(tx: Tx, { slug, host }: LenderWish): Promise<('slug' | 'host')[]> {
  const others = await tx
    .selectFrom('lenders')
    .select(['slug', 'host'])
    .where((eb) => eb.or([eb('slug', '=', slug), eb('host', '=', host)]))
    .execute()
  const wish = { slug, host }
  return (['slug', 'host'] as const).filter((name) =>
    others.some((other) => other[name] === wish[name]),
  )
}

function isTimeZone(name: string): boolean {
  try {
    Temporal.Now.zonedDateTimeISO(name)
    return /^[A-Za-z]/.test(name)
  } catch {
    return false
  }
}
