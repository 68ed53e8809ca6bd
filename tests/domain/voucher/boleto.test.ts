import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isBoletoLine, toBoletoBarcode, toBoletoLine } from '#lib/domain/voucher/boleto.ts'

const digits = (length: number) =>
  fc
    .array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length })
    .map((all) => all.join(''))
const anyBoleto = fc.record({ bank: digits(4), dueAndAmount: digits(14), free: digits(25) })

test('a line whose bars are known leads to them', () => {
  const known = '00190500954014481606906809350314337370000000100'
  expect(isBoletoLine(known)).toBe(true)
  expect(toBoletoBarcode(known)).toBe('00193373700000001000500940144816060680935031')
})

test('any line that is made is whole, and its bars hold all of it', () => {
  fc.assert(
    fc.property(anyBoleto, ({ bank, dueAndAmount, free }) => {
      const made = toBoletoLine(bank, { dueAndAmount, free })
      expect(isBoletoLine(made)).toBe(true)
      const bars = toBoletoBarcode(made)
      expect(bars).toHaveLength(44)
      expect([bars.slice(0, 4), bars.slice(5, 19), bars.slice(19)]).toEqual([
        bank,
        dueAndAmount,
        free,
      ])
    }),
  )
})

test('one wrong digit in a field is found; what is no line is none', () => {
  fc.assert(
    fc.property(anyBoleto, fc.nat(31), fc.integer({ min: 1, max: 9 }), (parts, at, more) => {
      const { bank, ...rest } = parts
      const made = toBoletoLine(bank, rest)
      const wrong = String((Number(made[at]) + more) % 10)
      expect(isBoletoLine(made.slice(0, at) + wrong + made.slice(at + 1))).toBe(false)
    }),
  )
  for (const none of ['', '1'.repeat(47), '01'.repeat(23), 'x'.repeat(47)])
    expect(isBoletoLine(none)).toBe(false)
})
