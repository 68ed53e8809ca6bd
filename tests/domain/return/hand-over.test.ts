import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { lenderPolicySchema } from '#lib/domain/policy/lender-policy.ts'
import { courierDays, readHandOver, remindOfHandOver } from '#lib/domain/return/hand-over.ts'
import { day } from '#tests/domain/given-balance.ts'
import { policy } from '#tests/support/policy.ts'

const today = day('2026-11-21')
const point = { name: 'Fort', address: '12 York Street', hours: 'Mon–Sat' }
const returns = { offered: true, rule: 'half', dataWindowHours: 48, quoteValidDays: 14 }
const both = lenderPolicySchema.parse({
  ...policy,
  return: {
    ...returns,
    valuePercent: { good: 40, worn: 30, damaged: 10, not_working: 0 },
    sendWithinDays: 14,
    dropOffPoints: [point, { ...point, name: 'Kandy' }],
    courierSlots: ['morning', 'evening'],
    answerWithinDays: 7,
  },
})
const typed = { way: 'courier', on: '2026-11-22', slot: 'morning', address: '3 Lake Road, Kandy' }
const faultsOf = (values: object) => {
  const read = readHandOver({ ...typed, ...values }, both, today)
  return 'faults' in read ? read.faults : []
}

describe('how the phone comes back', () => {
  test('to a drop-off point of the lender’s', () => {
    expect(readHandOver({ ...typed, way: 'drop_off-1' }, both, today)).toEqual({
      handOver: { kind: 'drop_off', point: 'Kandy' },
    })
  })

  test('by a courier, from tomorrow to the last day to send', () => {
    const days = courierDays(both, today)
    expect([`${days.first}`, `${days.last}`]).toEqual(['2026-11-22', '2026-12-05'])
    expect(faultsOf({})).toEqual([])
    expect(faultsOf({ on: '2026-12-05' })).toEqual([])
  })

  test.for([
    [{ way: '' }, 'choose_one'],
    [{ way: 'drop_off-9' }, 'choose_one'],
    [{ way: 'drop_off--1' }, 'choose_one'],
    [{ way: 'no drop_off-1' }, 'choose_one'],
    [{ way: 'drop_off-1st' }, 'choose_one'],
    [{ on: 'tomorrow' }, 'not_a_date'],
    [{ on: '2026-02-30' }, 'not_a_date'],
    [{ on: '' }, 'not_a_date'],
    [{ on: '20261122' }, 'not_a_date'],
    [{ on: '+002026-11-22' }, 'not_a_date'],
    [{ on: '2026-11-22T10:00' }, 'not_a_date'],
    [{ on: '2026-11-21' }, 'too_early'],
    [{ on: '2026-12-06' }, 'too_late'],
    [{ slot: 'afternoon' }, 'choose_slot'],
    [{ slot: '' }, 'choose_slot'],
    [{ address: '   ' }, 'address_missing'],
    [{ address: '3 Lake ' }, 'address_missing'],
    [{ address: 'x'.repeat(301) }, 'address_too_long'],
  ] as const)('%j is refused by name: %s', ([values, fault]) => {
    expect(faultsOf(values)).toEqual([fault])
  })

  test('as it was chosen, without the spaces that were typed beside it', () => {
    const spaced = { ...typed, on: ' 2026-11-22 ', address: ' 3 Lake  Road,\t Kandy ' }
    const read = readHandOver(spaced, both, today)
    const handOver = 'handOver' in read && read.handOver
    expect(handOver).toMatchObject({
      kind: 'courier',
      slot: 'morning',
      address: '3 Lake Road, Kandy',
    })
    expect(handOver && handOver.kind === 'courier' && `${handOver.on}`).toBe('2026-11-22')
  })

  test('to any of many points, and to an address as short or as long as there are', () => {
    const points = Array.from({ length: 12 }, (_, index) => ({ ...point, name: `${index}` }))
    const many = { ...both, return: { ...both.return, dropOffPoints: points } }
    expect(readHandOver({ ...typed, way: 'drop_off-11' }, many, today)).toEqual({
      handOver: { kind: 'drop_off', point: '11' },
    })
    for (const length of [8, 300]) expect(faultsOf({ address: 'x'.repeat(length) })).toEqual([])
  })

  test('every fault is named at once', () => {
    expect(faultsOf({ on: '', slot: '', address: '' })).toEqual([
      'not_a_date',
      'choose_slot',
      'address_missing',
    ])
  })

  test('a lender without couriers sends none', () => {
    const noCourier = { ...both, return: { ...both.return, courierSlots: [] } }
    expect(readHandOver(typed, noCourier, today)).toEqual({ faults: ['choose_one'] })
  })

  test('whatever is typed, nothing throws', () => {
    const text = fc.string({ unit: 'binary' })
    fc.assert(
      fc.property(text, text, text, text, (way, on, slot, address) => {
        readHandOver({ way, on, slot, address }, both, today)
      }),
    )
  })
})

describe('the reminder of the day', () => {
  const timeZone = 'Asia/Colombo'
  const now = today.toZonedDateTime({ timeZone, plainTime: '14:00' }).toInstant()
  const remindedOn = (on: string) =>
    remindOfHandOver(day(on), { timeZone, now })
      ?.toZonedDateTimeISO(timeZone)
      .toPlainDateTime()
      .toString()

  test.each([
    ['two days before', '2026-12-05', '2026-12-03T09:00:00'],
    ['not before tomorrow', '2026-11-23', '2026-11-22T09:00:00'],
    ['on the day itself when that is tomorrow', '2026-11-22', '2026-11-22T09:00:00'],
    ['not at all when it is today', '2026-11-21', undefined],
  ])('%s', (_, on, expected) => {
    expect(remindedOn(on)).toBe(expected)
  })

  test('is by day, after today and not after the day, wherever the lender is', () => {
    const zones = fc.constantFrom('Asia/Colombo', 'America/Mexico_City', 'Asia/Tokyo')
    fc.assert(
      fc.property(zones, fc.integer({ min: 1, max: 40 }), fc.nat(86_400), (zone, days, seconds) => {
        const at = now.add({ seconds })
        const here = at.toZonedDateTimeISO(zone).toPlainDate()
        const remindAt = remindOfHandOver(here.add({ days }), { timeZone: zone, now: at })
        if (!remindAt) throw new Error('no reminder')
        const on = remindAt.toZonedDateTimeISO(zone).toPlainDate()
        expect(remindAt.toZonedDateTimeISO(zone).hour).toBe(9)
        expect(Temporal.PlainDate.compare(on, here)).toBe(1)
        expect(Temporal.PlainDate.compare(on, here.add({ days }))).toBeLessThan(1)
      }),
    )
  })
})
