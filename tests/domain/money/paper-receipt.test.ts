import { expect, test } from 'vitest'
import { receiptKey } from '#lib/domain/money/paper-receipt.ts'

test('a receipt is one receipt, however its number is written', () => {
  for (const written of ['R-17', 'r 17', ' R/17 ', 'Ｒ１７', 'r-١٧', 'R.1-7'])
    expect(receiptKey(written), written).toBe('r17')
  expect(receiptKey('R-18')).not.toBe('r17')
})

test('signs of a script that letters hang on are kept: without them another number would be the same', () => {
  expect(receiptKey('කි-1')).not.toBe(receiptKey('ක-1'))
})

test('one of signs alone is what it is', () => {
  expect(receiptKey(' # ')).toBe('#')
  expect(receiptKey('#')).not.toBe(receiptKey('*'))
})
