import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { actIdOf } from '#app/desk/acts/act-id.ts'
import { isUuid } from '#lib/domain/identity/uuid.ts'

const sent = { token: randomUUID(), amount: '100', officeReceipt: 'R-1', seen: '1800000' }

test('a form sent twice is one act, also after its figures were shown again and confirmed', () => {
  const id = actIdOf(sent)
  expect(isUuid(id)).toBe(true)
  expect(actIdOf({ ...sent, seen: '1790000', confirmed: '10000|R-1' })).toBe(id)
})

test('the same form filled in anew is another act, and so is the same entry in another form', () => {
  const ids = [
    sent,
    { ...sent, amount: '200' },
    { ...sent, officeReceipt: 'R-2' },
    { ...sent, token: randomUUID() },
  ].map(actIdOf)
  expect(new Set(ids).size).toBe(4)
})
