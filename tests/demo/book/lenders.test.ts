import { expect, test } from 'vitest'
import { database } from '#lib/db/client.ts'
import { demoLenders } from '#lib/demo/book/lenders.ts'
import { demoSecret } from '#lib/demo/environment.ts'
import { welcome } from '#lib/demo/welcome.ts'
import { daysOf } from '#lib/domain/opening-hours.ts'
import { checkRecord } from '#lib/domain/settings/record.ts'
import { decrypt } from '#lib/encrypt.ts'
import { settingsOf } from '#lib/settings/settings-of.ts'
import { givenDemoBook, lenders, worldUrl } from './given-demo-book.ts'

await givenDemoBook()

test('each lender has its own currency, language, zone, policy and lock services', async () => {
  const all = await lenders()
  expect(new Set(all.map((one) => one.currency)).size).toBe(3)
  expect(new Set(all.map((one) => one.accentColor)).size).toBe(3)
  expect(
    new Set(all.map((one) => JSON.stringify([one.policy.relock, one.policy.graceDays]))).size,
  ).toBe(3)
  const connections = await database()
    .selectFrom('mdmConnections')
    .innerJoin('lenders', 'lenders.id', 'lenderId')
    .select(['slug', 'provider', 'baseUrl', 'secretEncrypted'])
    .where('provider', '=', 'http')
    .execute()
  for (const { slug, baseUrl, secretEncrypted } of connections) {
    expect(baseUrl).toBe(`${worldUrl}/mdm/${slug}`)
    expect(secretEncrypted && decrypt(secretEncrypted, 'mdm-secret')).toBe(
      demoSecret(`mdm ${slug}`),
    )
  }
  expect(connections).toHaveLength(3)
})

test('the three lenders differ in how they decide, and all their settings are valid', async () => {
  const all = await lenders()
  for (const lender of all) expect(checkRecord(settingsOf(lender))).toMatchObject({ ok: true })
  const rules = Object.fromEntries(all.map(({ slug, policy }) => [slug, policy.return.rule]))
  expect(rules).toEqual({ serendib: 'loan_closed', norte: 'settlement', hoshi: 'half' })
  const instant = all.map(({ slug, policy }) => [slug, policy.plan.instant !== null])
  expect(Object.fromEntries(instant)).toEqual({ serendib: true, norte: false, hoshi: true })
  for (const { policy, currency } of all) {
    expect(policy.desk.refundAloneMinor[currency]).toBeGreaterThan(0n)
    expect(policy.return.dropOffPoints.length + policy.return.courierSlots.length).toBeGreaterThan(
      0,
    )
    expect(policy.reporting.debtAdvice).not.toEqual([])
    expect(Object.keys(policy.reporting.reported.plan ?? {})).toHaveLength(3)
  }
})

test('the lenders are welcomed in the order they were made', async () => {
  await database()
    .updateTable('lenders')
    .set({ createdAt: Temporal.Instant.from('2020-01-01T00:00:00Z') })
    .where('slug', '=', 'hoshi')
    .execute()
  const said = await welcome()
  const order = demoLenders.map(({ host }) => said.indexOf(`http://${host}`))
  expect(order).toEqual(order.toSorted((a, b) => a - b))
})

test('whoever a phone locks for, or is to be opened by, finds somebody on the help line', async () => {
  for (const { slug, policy } of await lenders()) {
    const { help, staffedFrom, staffedUntil, staffedDays } = policy.hours
    const covered = staffedDays.map((day) =>
      help.some(
        (span) =>
          daysOf(span).includes(day) &&
          Number(span.opens.slice(0, 2)) <= staffedFrom &&
          Number(span.closes.slice(0, 2)) >= staffedUntil,
      ),
    )
    expect({ slug, covered }).toEqual({ slug, covered: staffedDays.map(() => true) })
  }
})
