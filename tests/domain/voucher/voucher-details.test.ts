import { expect, test } from 'vitest'
import { barcodeOf, counterLine, spacedOut } from '#lib/domain/voucher/voucher-details.ts'

const boleto = '00190500954014481606906809350314337370000000100'
const oxxo = '12345678901234657890123456789012'
const nothing = { number: null, entity: null, stores: [] }

test.for([
  ['OXXO’s number as it is', 'oxxo', oxxo, { kind: 'code128', digits: oxxo }],
  [
    'a boleto’s bars, which are not its line',
    'boleto',
    boleto,
    { kind: 'itf', digits: '00193373700000001000500940144816060680935031' },
  ],
  ['none of a boleto that is not whole', 'boleto', `${boleto.slice(0, -1)}1`, undefined],
  ['none of Multibanco, whose machines are typed at', 'multibanco', '123456789', undefined],
  ['none of more digits than bars can hold on a phone', 'oxxo', '1'.repeat(60), undefined],
  ['none of nothing', 'oxxo', null, undefined],
] as const)('a till reads %s', ([, method, number, expected]) => {
  expect(barcodeOf(method, { number })).toEqual(expected)
})

test.for([
  ['oxxo', oxxo, '1234 5678 9012 3465 7890 1234 5678 9012'],
  ['boleto', boleto, '00190.50095 40144.816069 06809.350314 3 37370000000100'],
  ['multibanco', '123456789', '123 456 789'],
  ['boleto', '12345', '1234 5'],
] as const)('%s %s is read out in groups', ([method, digits, expected]) => {
  expect(spacedOut(method, digits)).toBe(expected)
})

test('one line has all that is needed at the counter; undefined where nobody knows it', () => {
  expect(counterLine('oxxo', { ...nothing, number: oxxo })).toBe(spacedOut('oxxo', oxxo))
  expect(counterLine('multibanco', { ...nothing, number: '123456789', entity: '12345' })).toBe(
    'Entidade 12345, Referência 123 456 789',
  )
  const stores = [
    { store: 'lawson', paymentCode: '123456', confirmationNumber: '09012345678' },
    { store: 'seicomart', paymentCode: '654321', confirmationNumber: null },
  ] as const
  expect(counterLine('konbini', { ...nothing, stores: [...stores] })).toBe(
    'Lawson 123456 / 09012345678, Seicomart 654321',
  )
  expect(counterLine('oxxo', nothing)).toBeUndefined()
  expect(counterLine('konbini', nothing)).toBeUndefined()
})
