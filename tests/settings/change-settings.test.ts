import { describe, expect, test } from 'vitest'
import { database } from '#lib/db/client.ts'
import { lenderById } from '#lib/db/lenders.ts'
import { transaction } from '#lib/db/transaction.ts'
import { typedOf } from '#lib/domain/settings/form.ts'
import { fieldsIn, type SettingsValues } from '#lib/domain/settings/record.ts'
import { changeSettings, type SettingsChangeRequest } from '#lib/settings/change-settings.ts'
import { reviewChange } from '#lib/settings/review-change.ts'
import { reachOf, settingsOf } from '#lib/settings/settings-of.ts'
import { versionsOf } from '#lib/settings/versions.ts'
import { twoLate } from '#tests/payments/given-payment.ts'
import { freshDatabase } from '#tests/support/database/database.ts'
import { givenLender, givenLoan } from '#tests/support/lender.ts'
import { givenStaff } from '#tests/support/staff.ts'

await freshDatabase()
const now = Temporal.Instant.from('2026-11-21T10:00:00Z')

async function given() {
  const lender = await givenLender()
  const admin = await givenStaff(lender, 'admin', { name: 'Carmen Ortiz' })
  const change = (
    group: SettingsChangeRequest['group'],
    values: SettingsValues,
    seenVersion: number,
  ) =>
    transaction((tx) =>
      changeSettings(tx, {
        lenderId: lender.id,
        changedBy: `staff:${admin.id}`,
        group,
        values,
        seenVersion,
        now,
      }),
    )
  const read = () => lenderById(database(), lender.id)
  return { lender, admin, change, read }
}

test('new values are in force at once, as a version of their own, with who and when', async () => {
  const { lender, admin, change, read } = await given()
  const before = settingsOf(await read())
  const done = await change('plans', { 'policy.plan.mostExtraMonths': 9 }, 0)
  expect(done).toEqual({ outcome: 'changed', version: 2 })
  const after = await read()
  expect(after.policy.plan.mostExtraMonths).toBe(9)
  expect(after.settingsVersion).toBe(2)
  const [second, first] = await versionsOf(database(), lender.id)
  expect(first).toMatchObject({ version: 1, settings: before, changedBy: 'keyturn' })
  expect(second).toMatchObject({
    version: 2,
    settings: settingsOf(after),
    changedBy: `staff:${admin.id}`,
    changedByName: 'Carmen Ortiz',
    approvedByName: null,
  })
  expect(second?.changedAt).toEqual(now)
  const line = await database()
    .selectFrom('auditLog')
    .select(['actor', 'subjectId', 'detail'])
    .where('action', '=', 'settings.changed')
    .where('lenderId', '=', lender.id)
    .executeTakeFirstOrThrow()
  expect(line).toEqual({
    actor: `staff:${admin.id}`,
    subjectId: lender.id,
    detail: { version: 2, group: 'plans', fields: 'policy.plan.mostExtraMonths' },
  })
})

test('amounts and dates keep their kind on the way', async () => {
  const { change, read } = await given()
  await change('desk', { 'policy.desk.goodwillCreditMinor.LKR': '25000' }, 0)
  await change('contacts', { helpCheckedOn: '2026-11-21', helpPhone: '119' }, 2)
  const lender = await read()
  expect(lender.policy.desk.goodwillCreditMinor).toEqual({ LKR: 25000n })
  expect(lender.helpCheckedOn?.toString()).toBe('2026-11-21')
  expect(lender.helpPhone).toBe('119')
  await change('desk', { 'policy.desk.goodwillCreditMinor.LKR': undefined }, 3)
  expect((await read()).policy.desk.goodwillCreditMinor).toEqual({})
})

test('the smallest payment is one that can be paid', async () => {
  const { change, read } = await given()
  const least = 'policy.minimumPaymentMinor.LKR'
  expect(await change('payments', { [least]: '9999999999900' }, 0)).toEqual({
    outcome: 'refused',
    faults: [{ path: least, reason: 'more_than_a_payment' }],
  })
  expect(await change('payments', { [least]: '99999999' }, 0)).toMatchObject({ outcome: 'changed' })
  expect((await read()).policy.minimumPaymentMinor).toMatchObject({ LKR: 99_999_999n })
})

test('whoever read an older version of the same group is told, and nothing is overwritten', async () => {
  const { change, read } = await given()
  await change('brand', { name: 'First' }, 0)
  expect(await change('brand', { name: 'Second' }, 0)).toEqual({ outcome: 'stale', version: 2 })
  expect((await read()).name).toBe('First')
  expect(await change('brand', { name: 'Second' }, 2)).toEqual({ outcome: 'changed', version: 3 })
})

test('a change elsewhere does not stand in the way', async () => {
  const { change, read } = await given()
  await change('brand', { name: 'First' }, 0)
  const done = await change('holds', { 'policy.hold.outageDays': 5 }, 0)
  expect(done).toEqual({ outcome: 'changed', version: 3 })
  expect(await read()).toMatchObject({ name: 'First', policy: { hold: { outageDays: 5 } } })
})

test('of two who change the same at the same time, one is told', async () => {
  const { change } = await given()
  const outcomes = await Promise.all([
    change('brand', { name: 'One' }, 0),
    change('brand', { name: 'Other' }, 0),
  ])
  expect(outcomes.map(({ outcome }) => outcome).toSorted()).toEqual(['changed', 'stale'])
})

test('what is not valid is never kept', async () => {
  const { lender, change, read } = await given()
  const before = await read()
  expect(await change('payments', { statementDescriptor: '<>' }, 0)).toEqual({
    outcome: 'refused',
    faults: [{ path: 'statementDescriptor', reason: 'too_short', least: 5 }],
  })
  expect(await change('unlock', { 'policy.unlockUsualMinutes': 90 }, 0)).toMatchObject({
    outcome: 'refused',
  })
  expect(await read()).toEqual(before)
  expect(await versionsOf(database(), lender.id)).toEqual([])
})

test('values of another group are not taken along', async () => {
  const { change, read } = await given()
  await change('brand', { name: 'Mine', 'policy.graceDays': 80, currency: 'JPY' }, 0)
  expect(await read()).toMatchObject({ name: 'Mine', currency: 'LKR', policy: { graceDays: 3 } })
})

test('what has been wrong elsewhere since before does not stand in the way of mending', async () => {
  const { lender, change, read } = await given()
  await database()
    .updateTable('lenders')
    .set({ statementDescriptor: '12345', helpPhone: 'ask' })
    .where('id', '=', lender.id)
    .execute()
  expect(await change('contacts', { helpPhone: '119' }, 0)).toMatchObject({ outcome: 'changed' })
  expect(await change('payments', { statementDescriptor: 'GOOD NAME' }, 2)).toMatchObject({
    outcome: 'changed',
  })
  expect(await read()).toMatchObject({ helpPhone: '119', statementDescriptor: 'GOOD NAME' })
})

describe('a number for debt advice that a newer rule refuses', () => {
  const path = 'policy.reporting.debtAdvice'

  async function withOldAdvice() {
    const found = await given()
    const { policy } = settingsOf(await found.read()) as { policy: Record<string, object> }
    const debtAdvice = [{ name: 'Legal Aid', phone: 'ask for Ruwan', checkedOn: '2026-11-01' }]
    await database()
      .updateTable('lenders')
      .set({
        policy: JSON.stringify({ ...policy, reporting: { ...policy.reporting, debtAdvice } }),
      })
      .where('id', '=', found.lender.id)
      .execute()
    const typed = async (words: Record<string, string>) => {
      const lender = await found.read()
      const group = 'reporting'
      const form = { ...typedOf(settingsOf(lender), fieldsIn(group, settingsOf(lender))), ...words }
      const today = Temporal.PlainDate.from('2026-11-21')
      return reviewChange(database(), lender, {
        group,
        seenVersion: 0,
        typed: form,
        today,
        by: 'Ana',
      })
    }
    return { ...found, typed }
  }

  test('stands in the way of no other setting, of its own form neither', async () => {
    const { change, read, typed } = await withOldAdvice()
    const other = 'policy.reporting.reported.pay.en'
    const reviewed = await typed({ [other]: 'Paid on time.' })
    if (reviewed.outcome !== 'ready') throw new Error(reviewed.outcome)
    expect(reviewed.values).toEqual({ [other]: 'Paid on time.' })
    expect(await change('reporting', reviewed.values, 0)).toMatchObject({ outcome: 'changed' })
    expect((await read()).policy.reporting).toMatchObject({
      reported: { pay: { en: 'Paid on time.' } },
      debtAdvice: [{ phone: 'ask for Ruwan' }],
    })
  })

  test('is told where it is edited', async () => {
    const { typed } = await withOldAdvice()
    const refused = { outcome: 'refused', faults: [{ path: `${path}.0.phone` }] }
    expect(await typed({ [`${path}.0.name`]: 'Legal Aid Commission' })).toMatchObject(refused)
    expect(await typed({ [`${path}.0.phone`]: 'ask' })).toMatchObject(refused)
    expect(await typed({ [`${path}.0.phone`]: '011 555 0101' })).toMatchObject({ outcome: 'ready' })
    expect(await typed({})).toEqual({ outcome: 'same' })
  })
})

test('nothing new makes no version', async () => {
  const { lender, change } = await given()
  expect(await change('plans', { 'policy.plan.mostExtraMonths': 6 }, 0)).toEqual({
    outcome: 'same',
  })
  expect(await versionsOf(database(), lender.id)).toEqual([])
})

test('versions cannot be rewritten', async () => {
  const { lender, change } = await given()
  await change('brand', { name: 'First' }, 0)
  const rewrite = database()
    .updateTable('settingsVersions')
    .set({ changedBy: 'nobody' })
    .where('lenderId', '=', lender.id)
  await expect(rewrite.execute()).rejects.toThrow()
})

test('no payment method goes by which alone open loans can be paid', async () => {
  const { lender, change, read } = await given()
  await change('payments', { paymentMethods: ['card', 'konbini'] }, 0)
  await givenLoan(lender, twoLate())
  await database()
    .updateTable('lenders')
    .set({ currency: 'JPY' })
    .where('id', '=', lender.id)
    .execute()
  const { settingsVersion } = await read()
  const keep = (paymentMethods: string[]) => change('payments', { paymentMethods }, settingsVersion)
  expect(await keep(['konbini'])).toEqual({
    outcome: 'refused',
    faults: [{ path: 'paymentMethods', reason: 'loans_unpayable', among: 'LKR' }],
  })
  expect((await read()).paymentMethods).toEqual(['card', 'konbini'])
  expect(await keep(['card'])).toMatchObject({ outcome: 'changed' })
})

test('a lender sets its limits for each currency that its loans are in', async () => {
  const { lender, change, read } = await given()
  const other = await given()
  const path = 'policy.desk.cashAloneMinor.USD'
  const typedBy = async (who: typeof other) => {
    const settings = await who.read()
    const fields = fieldsIn('desk', ...(await reachOf(database(), settings)))
    const typed = { ...typedOf(settingsOf(settings), fields), [path]: '12.50' }
    const today = Temporal.PlainDate.from('2026-11-21')
    return reviewChange(database(), settings, {
      group: 'desk',
      seenVersion: 0,
      typed,
      today,
      by: 'Ana',
    })
  }
  await givenLoan(lender, twoLate(), { currency: 'USD' })
  // Whoever lends in no dollars has no field for them.
  expect(await typedBy(other)).toEqual({ outcome: 'same' })
  const reviewed = await typedBy({ ...other, read })
  if (reviewed.outcome !== 'ready') throw new Error(JSON.stringify(reviewed))
  expect(reviewed.values).toEqual({ [path]: '1250' })
  expect(await change('desk', reviewed.values, 0)).toMatchObject({ outcome: 'changed' })
  expect((await read()).policy.desk.cashAloneMinor).toMatchObject({ USD: 1250n })
})
