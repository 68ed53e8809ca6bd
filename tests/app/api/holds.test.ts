import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { checkDigit } from '#lib/domain/identity/imei.ts'
import { endOfDay } from '#lib/domain/lock/hold.ts'
import { isoMoment } from '#lib/domain/moment.ts'
import { errorAnswer, phoneAnswer } from '#lib/integrations/wire.ts'
import { createUnlock } from '#lib/unlocks/create-unlock.ts'
import { liftHold } from '#lib/workflows/holds/hold-phone.ts'
import { awaitFirstPayment } from '#tests/db/given-lock.ts'
import { hold, inDays } from '#tests/holds/given-hold.ts'
import { dayFromNow, twoLate } from '#tests/payments/given-payment.ts'
import { type GivenLoan, givenLender, givenLoan } from '#tests/support/lender.ts'
import { says } from '#tests/unlocks/given-unlock.ts'
import { givenLockSide, now, refusedWith } from './given-lock-side.ts'

const { lender, askHolds } = await givenLockSide()

async function holdsOf(loan: Pick<GivenLoan, 'imei'>) {
  return phoneAnswer.strict().parse(await (await askHolds(loan.imei)).json())
}

describe('may this phone be locked?', () => {
  test('yes, when it is overdue and nothing holds it', async () => {
    const loan = await givenLoan(lender, twoLate(), { lockState: 'unlocked' })
    expect(await holdsOf(loan)).toMatchObject({
      phone: { imei: loan.imei, loanNumber: loan.loanNumber, deviceId: loan.providerDeviceId },
      held: false,
      until: null,
      holds: [],
      mayLock: true,
      why: [],
      openUntil: null,
      mayStayLocked: true,
    })
  })

  test('no, while it is held; the last of its holds says until when', async () => {
    const loan = await givenLoan(lender, twoLate(), { lockState: 'unlocked' })
    const [short, long] = [inDays(2).round('second'), inDays(6).round('second')]
    const causeId = randomUUID()
    await hold(loan, { until: short })
    await hold(loan, { reason: 'return', causeId, until: long })
    const held = await holdsOf(loan)
    expect(held).toMatchObject({
      held: true,
      until: isoMoment(long),
      mayLock: false,
      why: ['hold'],
    })
    expect(held).toMatchObject({ mayStayLocked: false })
    expect(held.holds.map(({ reason }) => reason)).toEqual(['return', 'promise'])
    const ending = { reason: 'return', causeId, endReason: 'withdrawn', now: now() } as const
    await transaction((tx) => liftHold(tx, { ...ending, endedBy: 'staff:test' }))
    expect(await holdsOf(loan)).toMatchObject({ until: isoMoment(short), mayLock: false })
  })

  test('no, when nothing is overdue, and not within the days of grace', async () => {
    const upToDate = await givenLoan(lender, [[dayFromNow(0), 500n]])
    const yesterday = await givenLoan(lender, [[dayFromNow(-1), 500n]])
    const longAgo = await givenLoan(lender, [[dayFromNow(-9), 500n]])
    expect(await holdsOf(upToDate)).toMatchObject({ mayLock: false, why: ['nothing_overdue'] })
    expect(await holdsOf(yesterday)).toMatchObject({ mayLock: false, why: ['grace'] })
    expect(await holdsOf(longAgo)).toMatchObject({ mayLock: true })
  })

  test('no, before the time a payment has bought; what a hold asked for does not outlive it', async () => {
    const until = inDays(7).round('second')
    const opened = async (cause: 'payment' | 'hold') => {
      const loan = await givenLoan(lender, twoLate())
      await transaction((tx) =>
        createUnlock(tx, {
          deviceId: loan.deviceId,
          cause,
          causeId: randomUUID(),
          actor: 'keyturn',
          intent: { kind: 'until', relockAt: until },
          deadlineAt: inDays(1),
          now: now(),
        }),
      )
      return holdsOf(loan)
    }
    expect(await opened('payment')).toMatchObject({
      mayLock: false,
      why: ['open_until'],
      mayStayLocked: false,
      openUntil: isoMoment(until),
    })
    expect(await opened('hold')).toMatchObject({ mayLock: true })
  })

  test('a plan that opens with its first payment: no new lock of an open phone, and one that is locked stays so', async () => {
    const loan = await givenLoan(lender, [[dayFromNow(9), 500n]])
    expect(await holdsOf(loan)).toMatchObject({ mayLock: false, mayStayLocked: false })
    await awaitFirstPayment(loan)
    expect(await holdsOf(loan)).toMatchObject({ mayLock: true, why: [], mayStayLocked: true })
    await says(loan, { minute: 1, actual: 'unlocked', observedAt: inDays(0) })
    expect(await holdsOf(loan)).toMatchObject({ mayLock: false, why: ['nothing_overdue'] })
  })

  test('within the days of grace: none may be locked or stay so, whenever it was locked', async () => {
    const loan = await givenLoan(lender, [[dayFromNow(-1), 500n]])
    const said = async (minute: number, actual: 'locked' | 'unlocked', days: number) => {
      await says(loan, { minute, actual, observedAt: inDays(days) })
      return holdsOf(loan)
    }
    expect(await said(1, 'locked', -5)).toMatchObject({ why: ['grace'], mayStayLocked: false })
    expect(await said(2, 'unlocked', -4)).toMatchObject({ why: ['grace'], mayStayLocked: false })
    expect(await said(3, 'locked', 0)).toMatchObject({ why: ['grace'], mayStayLocked: false })
    const late = await givenLoan(lender, [[dayFromNow(-9), 500n]])
    expect(await holdsOf(late)).toMatchObject({ mayLock: true, why: [], mayStayLocked: true })
  })

  test('never again, once its lock is to go for good', async () => {
    const loan = await givenLoan(lender, twoLate(), { lockState: 'released' })
    expect(await holdsOf(loan)).toMatchObject({ mayLock: false, why: ['released'] })
  })

  test('either IMEI is the phone’s, written with dashes or spaces too', async () => {
    const loan = await givenLoan(lender, twoLate())
    const second = `99${loan.imei.slice(2, 14)}`
    const imei2 = second + checkDigit(second)
    await database().updateTable('devices').set({ imei2 }).where('id', '=', loan.deviceId).execute()
    for (const asked of [imei2, `${loan.imei.slice(0, 2)}-${loan.imei.slice(2)}`])
      expect((await holdsOf({ imei: asked })).phone.loanNumber).toBe(loan.loanNumber)
  })

  test.for(['35693803564380', '356938035643808', 'abc', '%27'])('%s is no IMEI', async (imei) =>
    expect(await refusedWith(await askHolds(imei))).toEqual([400, 'not_an_imei']),
  )

  test('a parameter that there is not is refused by its name', async () => {
    const loan = await givenLoan(lender, twoLate())
    const answer = await askHolds(`${loan.imei}?mayLock=true`)
    const said = errorAnswer.parse(await answer.clone().json()).error.message
    expect(said).toContain('"mayLock"')
    expect(await refusedWith(answer)).toEqual([400, 'unknown_parameter'])
    expect((await askHolds(loan.imei)).status).toBe(200)
  })

  test('what is another lender’s cannot be told from what is nobody’s', async () => {
    const theirs = await givenLoan(await givenLender(), twoLate())
    await hold(theirs)
    const nobodys = `35${'9'.repeat(12)}`
    const answers = [theirs.imei, nobodys + checkDigit(nobodys)].map((imei) => askHolds(imei))
    const [a, b] = await Promise.all(answers)
    expect(await a?.clone().text()).toBe(await b?.text())
    expect(await refusedWith(a as Response)).toEqual([404, 'not_found'])
  })

  test('what is true now is kept by nobody', async () => {
    const loan = await givenLoan(lender, twoLate())
    expect((await askHolds(loan.imei)).headers.get('cache-control')).toBe('no-store')
  })
})

test('a day that is promised is held to its end', () => {
  const until = endOfDay(Temporal.PlainDate.from('2026-11-27'), 'Asia/Colombo')
  expect(until.toString()).toBe('2026-11-27T18:30:00Z')
})
