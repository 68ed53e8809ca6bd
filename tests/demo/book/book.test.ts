import { createReadStream } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { database, pool } from '#lib/db/client.ts'
import { lenderById } from '#lib/db/lenders.ts'
import { demoPhones, loadDemoBook, signInAs } from '#lib/demo/book/book.ts'
import { demoLender, demoLenders } from '#lib/demo/book/lenders.ts'
import { type DemoLoan, demoLoans, paidMinorOf, scheduleOf } from '#lib/demo/book/loans.ts'
import { demoSecret } from '#lib/demo/environment.ts'
import { enrolmentSchema } from '#lib/demo/mdm/enrolment.ts'
import { welcome } from '#lib/demo/welcome.ts'
import { parseImei } from '#lib/domain/imei.ts'
import { type LoanStanding, standingOf } from '#lib/domain/installments.ts'
import { parseDecimal } from '#lib/domain/money.ts'
import { checkRecord } from '#lib/domain/settings/record.ts'
import { unseal } from '#lib/gateways/seal.ts'
import { importLoans } from '#lib/loans/import/import-loans.ts'
import { settingsOf } from '#lib/settings/settings-of.ts'
import { freshDatabase } from '#tests/support/database.ts'

await freshDatabase()
const worldUrl = 'http://127.0.0.1:3100'
await loadDemoBook({ worldUrl })

const devices = () =>
  database()
    .selectFrom('devices')
    .innerJoin('lenders', 'lenders.id', 'devices.lenderId')
    .innerJoin('loans', 'loans.id', 'devices.loanId')
    .innerJoin('borrowers', 'borrowers.id', 'devices.borrowerId')
    .selectAll('devices')
    .select(['slug', 'host', 'loanNumber', 'email', 'outstandingMinor', 'creditMinor'])
    .execute()

function standing(loan: DemoLoan, now: Temporal.Instant): LoanStanding {
  const today = now.toZonedDateTimeISO(loan.lender.timeZone).toPlainDate()
  const schedule = scheduleOf(loan, today).map(({ dueOn, amount }, index) => ({
    number: index + 1,
    dueOn,
    amountMinor: parseDecimal(amount, loan.lender.currency) ?? 0n,
  }))
  const totalMinor = schedule.reduce((sum, one) => sum + one.amountMinor, 0n)
  const paidMinor = paidMinorOf(loan)
  return standingOf(schedule, paidMinor > totalMinor ? 0n : totalMinor - paidMinor, today)
}

test('the book is as large and as mixed as a real one', async () => {
  const all = await devices()
  expect(all.length).toBeGreaterThanOrEqual(45)
  const brands = new Set(all.map((one) => one.brand))
  for (const brand of ['Xiaomi', 'Samsung', 'Tecno', 'Infinix', 'OPPO', 'Apple'])
    expect(brands).toContain(brand)
  const now = Temporal.Now.instant()
  const shapes = new Set(
    demoLoans.map((loan) => {
      const { overdue, outstandingMinor } = standing(loan, now)
      const late = outstandingMinor === 0n ? 'paid off' : `${Math.min(overdue.length, 2)} late`
      return `${late}, ${loan.is}${loan.silentDays ? ', offline' : ''}`
    }),
  )
  for (const shape of [
    ...['0 late, open', '0 late, locked', '0 late, locked, offline', '0 late, open, offline'],
    ...['1 late, open', '1 late, locked', '1 late, locked, offline', '2 late, locked'],
    ...['paid off, locked', 'paid off, locked, offline', 'paid off, released'],
  ])
    expect(shapes).toContain(shape)
})

test('each lender has its own currency, language, zone, policy and lock services', async () => {
  const ids = await database().selectFrom('lenders').select('id').execute()
  const lenders = await Promise.all(ids.map(({ id }) => lenderById(database(), id)))
  expect(new Set(lenders.map((one) => one.currency)).size).toBe(3)
  expect(new Set(lenders.map((one) => one.accentColor)).size).toBe(3)
  expect(
    new Set(lenders.map((one) => JSON.stringify([one.policy.relock, one.policy.graceDays]))).size,
  ).toBe(3)
  const connections = await database()
    .selectFrom('mdmConnections')
    .innerJoin('lenders', 'lenders.id', 'lenderId')
    .select(['slug', 'provider', 'baseUrl', 'secretSealed'])
    .where('provider', '=', 'http')
    .execute()
  for (const { slug, baseUrl, secretSealed } of connections) {
    expect(baseUrl).toBe(`${worldUrl}/mdm/${slug}`)
    expect(secretSealed && unseal(secretSealed, 'mdm-secret')).toBe(demoSecret(`mdm ${slug}`))
  }
  expect(connections).toHaveLength(3)
})

test('on any day the stories stay true: locked for a reason, open within the days of grace', () => {
  const day = fc.date({
    min: new Date('2026-01-01'),
    max: new Date('2032-12-31'),
    noInvalidDate: true,
  })
  fc.assert(
    fc.property(day, (date) => {
      const now = Temporal.Instant.fromEpochMilliseconds(date.getTime())
      for (const loan of demoLoans) {
        const { overdue, outstandingMinor } = standing(loan, now)
        const daysLate = overdue[0]?.daysLate ?? 0
        expect(overdue.length, loan.loan).toBe(
          Math.max(loan.fellDue - loan.paid - (loan.daysAgo === 0 ? 1 : 0), 0),
        )
        if (loan.is === 'open')
          expect(daysLate, loan.loan).toBeLessThanOrEqual(loan.lender.policy.graceDays)
        if (loan.is === 'released') expect(outstandingMinor, loan.loan).toBe(0n)
        if (loan.is === 'locked' && overdue.length > 0)
          expect(daysLate, loan.loan).toBeGreaterThan(loan.lender.policy.graceDays)
      }
      for (const phone of demoPhones(now))
        if (phone.relockAt) expect(Temporal.Instant.compare(phone.relockAt, now), phone.id).toBe(1)
    }),
    { numRuns: 200 },
  )
})

test('the simulated phones are the financed ones, and the sandbox takes them', async () => {
  const phones = demoPhones()
  expect(enrolmentSchema.parse({ phones })).toHaveLength(phones.length)
  const financed = await devices()
  const name = (slug: string, id: string, imei: string | null) => `${slug}/${id}/${imei}`
  expect(phones.map((one) => name(one.lenderSlug, one.id, one.imei)).toSorted()).toEqual(
    financed.map((one) => name(one.slug, one.providerDeviceId, one.imei)).toSorted(),
  )
  expect(phones.filter((one) => one.byHand)).toHaveLength(
    financed.filter((one) => one.provider === 'manual').length,
  )
  for (const { imei } of phones) expect(parseImei(imei)).toBe(imei)
})

test('everybody suggested for signing in is there', async () => {
  const known = (await devices()).map((one) => `${one.host}/${one.loanNumber}/${one.email}`)
  for (const { host, loanNumber, email = null } of signInAs)
    expect(known).toContain(`${host}/${loanNumber}/${email}`)
})

test('a restart keeps what happened since, even on a later day, and only adds what is missing', async () => {
  await database()
    .updateTable('lenders')
    .set({ name: 'Renamed' })
    .where('slug', '=', 'norte')
    .execute()
  await database().updateTable('devices').set({ nickname: 'changed' }).execute()
  const before = await devices()
  const schedules = await database().selectFrom('schedules').select('id').execute()
  await loadDemoBook({
    worldUrl: 'http://127.0.0.1:4100',
    now: Temporal.Now.instant().add({ hours: 24 * 40 }),
  })
  expect(await devices()).toEqual(before)
  expect(await database().selectFrom('schedules').select('id').execute()).toEqual(schedules)
  const { name, baseUrl } = await database()
    .selectFrom('lenders')
    .innerJoin('mdmConnections', 'lenderId', 'lenders.id')
    .select(['name', 'baseUrl'])
    .where('slug', '=', 'norte')
    .where('provider', '=', 'http')
    .executeTakeFirstOrThrow()
  expect([name, baseUrl]).toEqual(['Renamed', 'http://127.0.0.1:4100/mdm/norte'])
})

test('the example file imports cleanly beside the demo book', async () => {
  const result = await importLoans(pool(), {
    open: () => createReadStream('examples/loan-book.csv'),
    fileName: 'loan-book.csv',
  })
  expect(result).toMatchObject({
    ok: true,
    lenders: [
      { lender: 'hoshi', created: 2 },
      { lender: 'norte', created: 2 },
      { lender: 'serendib', created: 3 },
    ],
  })
})

test('a demo of an older version gets the policies it lacks, and keeps what staff changed', async () => {
  const { policy } = demoLender('norte')
  const { plan: _, reporting: __, ...older } = policy
  await database()
    .updateTable('lenders')
    .set({ policy: JSON.stringify({ ...older, graceDays: 9 }), helpCheckedOn: null })
    .where('slug', '=', 'norte')
    .execute()
  await loadDemoBook({ worldUrl })
  const norte = (await lenders()).find(({ slug }) => slug === 'norte')
  expect(norte?.policy).toMatchObject({ graceDays: 9, plan: { instant: null } })
  expect(norte?.helpCheckedOn).not.toBeNull()
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

async function lenders() {
  const rows = await database().selectFrom('lenders').select('id').orderBy('id').execute()
  return Promise.all(rows.map(({ id }) => lenderById(database(), id)))
}
