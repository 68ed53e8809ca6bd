import { expect, test } from 'vitest'
import { maskTyped } from '#lib/domain/identity/mask-typed.ts'

test.each([
  ['nimali.perera@mail.example', 'n•••@mail.example'],
  ['Nimali <nimali@mail.example>', 'n•••@mail.example'],
  ['SR-1001', '••• 1001'],
  ['Loan number: SR–2041', '••• 2041'],
  ['+94 77 123 4567', '••• 4567'],
  ['٠٧٧١٢٣٤٥٦٧', '••• ٤٥٦٧'],
  ['1001', '•••'],
  ['', '•••'],
])('of %s a stranger beside the screen reads %s', (typed, shown) => {
  expect(maskTyped(typed)).toBe(shown)
})
