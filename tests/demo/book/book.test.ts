import { createReadStream } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { pool } from '#lib/db/client.ts'
import { demoPhones, signInAs } from '#lib/demo/book/book.ts'
import { type DemoLoan, demoLoans, paidMinorOf, scheduleOf } from '#lib/demo/book/loans.ts'
import { enrolmentSchema } from '#lib/demo/mdm/enrolment.ts'
import { parseImei } from '#lib/domain/identity/imei.ts'
import { arrearsOf, type LoanArrears } from '#lib/domain/money/installments.ts'
import { parseDecimal } from '#lib/domain/money/money.ts'
import { importLoans } from '#lib/loans/import/import-loans.ts'
import { devices, givenDemoBook } from './given-demo-book.ts'

await givenDemoBook()

function arrearsIn(loan: DemoLoan, now: Temporal.Instant): LoanArrears {
  const today = now.toZonedDateTimeISO(loan.lender.timeZone).toPlainDate()
  const schedule = scheduleOf(loan, today).map(({ dueOn, amount }, index) => ({
    number: index + 1,
    dueOn,
    amountMinor: parseDecimal(amount, loan.lender.currency) ?? 0n,
  }))
  const totalMinor = schedule.reduce((sum, one) => sum + one.amountMinor, 0n)
  const paidMinor = paidMinorOf(loan)
  return arrearsOf(schedule, paidMinor > totalMinor ? 0n : totalMinor - paidMinor, today)
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
      const { overdue, outstandingMinor } = arrearsIn(loan, now)
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
        const { overdue, outstandingMinor } = arrearsIn(loan, now)
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
