import { expect, test } from 'vitest'
import { saysOldFaults, withoutFaults } from '#components/ui/without-faults.ts'

test('an address forgets what was wrong with a form, and nothing else', () => {
  const at = 'https://pay.example/phones/1/pay'
  expect(withoutFaults(`${at}?choice=other&amount=x&refusal=not_an_amount`)).toBe(at)
  expect(withoutFaults(`${at}?fault=wrong&left=2&next=%2Fphones#code`)).toBe(
    `${at}?next=%2Fphones#code`,
  )
  expect(withoutFaults(at)).toBe(at)
})

test('what was wrong is told of the form that was sent last', () => {
  const told = 'https://pay.example/phones/1/pay?refusal=choose_one&turn=first'
  expect(saysOldFaults(told, 'first')).toBe(false)
  expect(saysOldFaults(told, 'second')).toBe(true)
  expect(withoutFaults(told)).toBe('https://pay.example/phones/1/pay')
  // A browser that keeps no cookies is told all the same.
  expect(saysOldFaults(told, undefined)).toBe(false)
  expect(saysOldFaults('https://pay.example/phones/1/pay?refusal=choose_one', 'second')).toBe(false)
})
