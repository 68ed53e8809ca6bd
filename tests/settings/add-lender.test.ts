import { expect, test } from 'vitest'
import { database } from '#lib/db/client.ts'
import { lenderById } from '#lib/db/lenders.ts'
import { transaction } from '#lib/db/transaction.ts'
import { shownContacts } from '#lib/domain/identity/contact.ts'
import { checkRecord } from '#lib/domain/settings/record.ts'
import { addLender, newLenderSchema } from '#lib/settings/add-lender.ts'
import { changeSettings } from '#lib/settings/change-settings.ts'
import { settingsOf } from '#lib/settings/settings-of.ts'
import { versionsOf } from '#lib/settings/versions.ts'
import { freshDatabase } from '#tests/support/database/database.ts'

await freshDatabase()
const now = Temporal.Instant.from('2026-11-21T10:00:00Z')

const wish = {
  slug: 'andes',
  host: 'pago.andes.example',
  name: "L'Été Móvil",
  currency: 'CLP',
  country: 'CL',
  timeZone: 'America/Santiago',
  locale: 'es' as const,
  helpEmail: 'ayuda@andes.example',
}

test('a new lender has valid settings, as version 1, and can change them', async () => {
  const added = await transaction((tx) => addLender(tx, wish))
  if (!('lenderId' in added)) throw new Error(added.refusal)
  const lender = await lenderById(database(), added.lenderId)
  expect(checkRecord(settingsOf(lender))).toMatchObject({ ok: true })
  expect(lender).toMatchObject({ settingsVersion: 1, statementDescriptor: 'LETE MOVIL' })
  expect(lender.policy.plan.instant).toBeNull()
  expect(shownContacts(lender, now)).toEqual({ call: undefined, email: 'ayuda@andes.example' })
  const changed = await transaction((tx) =>
    changeSettings(tx, {
      lenderId: added.lenderId,
      group: 'brand',
      seenVersion: 1,
      changedBy: 'staff:x',
      now,
      values: { name: 'Andes' },
    }),
  )
  expect(changed).toEqual({ outcome: 'changed', version: 2 })
  const versions = await versionsOf(database(), added.lenderId)
  expect(versions.map(({ version, changedBy }) => [version, changedBy])).toEqual([
    [2, 'staff:x'],
    [1, 'keyturn'],
  ])
})

test('a slug or a host is taken once', async () => {
  await transaction((tx) => addLender(tx, { ...wish, slug: 'one', host: 'one.example' }))
  for (const [slug, host, ...fields] of [
    ['one', 'two.example', 'slug'],
    ['two', 'one.example', 'host'],
    ['one', 'one.example', 'slug', 'host'],
  ] as const)
    expect(await transaction((tx) => addLender(tx, { ...wish, slug, host }))).toEqual({
      refusal: 'taken',
      fields,
    })
})

test('contacts that cannot be used are named', async () => {
  const bad = { ...wish, slug: 'bad', host: 'bad.example', helpPhone: 'call us', helpEmail: 'us' }
  expect(await transaction((tx) => addLender(tx, bad))).toEqual({
    refusal: 'not_valid',
    fields: ['helpPhone', 'helpEmail'],
  })
})

test.each([
  ['slug', 'Andes!'],
  ['host', 'https://andes.example'],
  ['host', 'andes.example:3000'],
  ['currency', 'PESO'],
  ['currency', 'GHS'],
  ['timeZone', 'Santiago'],
  ['timeZone', '+03:00'],
  ['locale', 'fr'],
  ['name', ' '],
])('%s cannot be %o', (field, value) => {
  const { error } = newLenderSchema.safeParse({ ...wish, [field]: value })
  expect(error?.issues.map(({ path }) => path.join('.'))).toEqual([field])
})

test.each([
  ['星', 'PHONE'],
  ['A1', 'A1 PHONES'],
  ['The Very Long Name Of A Lender Ltd', 'THE VERY LONG NAME OF'],
])('%s has a name on the statement that Stripe takes', async (name, descriptor) => {
  const slug = `s-${descriptor.toLowerCase().replaceAll(' ', '-')}`
  const added = await transaction((tx) =>
    addLender(tx, { ...wish, name, slug, host: `${slug}.example` }),
  )
  expect(added).toMatchObject({ settings: { statementDescriptor: descriptor } })
})
