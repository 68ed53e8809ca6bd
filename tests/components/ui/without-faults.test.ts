import { expect, test } from 'vitest'
import { withoutFaults } from '#components/ui/without-faults.ts'

test('an address forgets what was wrong with a form, and nothing else', () => {
  const at = 'https://pay.example/phones/1/pay'
  expect(withoutFaults(`${at}?choice=other&amount=x&refusal=not_an_amount`)).toBe(at)
  expect(withoutFaults(`${at}?fault=wrong&left=2&next=%2Fphones#code`)).toBe(
    `${at}?next=%2Fphones#code`,
  )
  expect(withoutFaults(at)).toBe(at)
})
