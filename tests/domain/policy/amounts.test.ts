import { expect, test } from 'vitest'
import { amountsByCurrency } from '#lib/domain/policy/amounts.ts'

const isRead = (amount: unknown) => amountsByCurrency.safeParse({ LKR: amount }).success

test('an amount is whole, not below nothing, and none that no loan has', () => {
  for (const amount of [0, '0', 5, '5', `${10n ** 15n}`]) expect(isRead(amount)).toBe(true)
  for (const amount of [-1, 0.5, '-1', '0.5', '', `${10n ** 15n + 1n}`])
    expect(isRead(amount)).toBe(false)
})

test('it is read in minor units, by the code of its currency', () => {
  expect(amountsByCurrency.parse({ LKR: '007', MXN: 12 })).toEqual({ LKR: 7n, MXN: 12n })
  for (const code of ['lkr', 'LK', 'LKRX'])
    expect(amountsByCurrency.safeParse({ [code]: 1 }).success).toBe(false)
})
