import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { awaitedUntil, type ClearingPayment, clearsBy } from '#lib/domain/money/clearing.ts'
import { paymentMethods } from '#lib/domain/money/payment-methods.ts'
import { clockAt } from '#tests/domain/given-balance.ts'

const endsAt = Temporal.Instant.from('2026-11-27T18:30:00Z')
const clock = (clearingDays: Record<string, number>, now = endsAt) =>
  clockAt(now.toString(), { clearingDays })

describe('how long money on its way is waited for', () => {
  const begunAt = Temporal.Instant.from('2026-11-27T06:00:00Z')
  test.each([
    ['by the days of the method', { oxxo: 2, boleto: 7 }, 'oxxo', '2026-11-30'],
    ['until the method is known, by the slowest', { oxxo: 2, boleto: 7 }, null, '2026-12-05'],
    ['where the lender does not say, five days', { oxxo: 2 }, 'sepa_debit', '2026-12-03'],
    ['a voucher as long as it can be paid: three days', { oxxo: 2 }, 'boleto', '2026-12-01'],
    ['of OXXO seven at most', { oxxo: 30 }, 'oxxo', '2026-12-05'],
    ['where the lender says nothing at all, five days', {}, null, '2026-12-03'],
    ['one day at least', { oxxo: 0 }, 'oxxo', '2026-11-29'],
    ['fourteen days at most', { boleto: 30 }, 'boleto', '2026-12-12'],
  ])('%s', (_, clearingDays, method, endOn) => {
    const end = clearsBy({ begunAt, method }, clock(clearingDays))
    const inColombo = end.toZonedDateTimeISO('Asia/Colombo')
    expect(inColombo.toPlainDate().toString()).toBe(endOn)
    expect(inColombo.equals(inColombo.startOfDay())).toBe(true)
  })
})

describe('what a promise waits for past its end', () => {
  const days = { oxxo: 2, boleto: 7 }
  const at = (hours: number) => endsAt.add({ hours })
  const by = (method: string, hours: number): ClearingPayment => ({ method, begunAt: at(hours) })
  test.each<[string, ClearingPayment[], number, string | undefined]>([
    ['nothing on its way', [], 0, undefined],
    ['begun on the last day', [by('oxxo', -5)], 0, '2026-11-29T18:30:00Z'],
    ['known before the end already', [by('oxxo', -5)], -5, '2026-11-29T18:30:00Z'],
    ['begun at its very end, so after it', [by('oxxo', 0)], 1, undefined],
    ['begun so early that it should be here by now', [by('oxxo', -72)], 0, undefined],
    [
      'two: for the one that takes longest',
      [by('oxxo', -5), by('boleto', -30)],
      0,
      '2026-12-03T18:30:00Z',
    ],
    ['its days are over, too', [by('oxxo', -5)], 49, undefined],
  ])('%s', (_, payments, hours, until) => {
    expect(awaitedUntil(payments, endsAt, clock(days, at(hours)))?.toString()).toBe(until)
  })

  const payment = fc.record({
    begunAt: fc.integer({ min: -600, max: 100 }).map(at),
    method: fc.option(fc.constantFrom(...paymentMethods)),
  })
  test('it always ends: after the promise, within fourteen days, and not after its time', () => {
    fc.assert(
      fc.property(
        fc.array(payment, { maxLength: 5 }),
        fc.dictionary(fc.constantFrom(...paymentMethods), fc.nat(30)),
        fc.integer({ min: -600, max: 600 }),
        (payments, clearingDays, hours) => {
          const now = at(hours)
          const until = awaitedUntil(payments, endsAt, clock(clearingDays, now))
          if (!until) return
          expect(Temporal.Instant.compare(until, endsAt)).toBe(1)
          expect(Temporal.Instant.compare(until, now)).toBe(1)
          expect(Temporal.Instant.compare(until, at(24 * 15))).toBeLessThan(1)
          expect(awaitedUntil(payments, endsAt, clock(clearingDays, until))).toBeUndefined()
        },
      ),
    )
  })
})
