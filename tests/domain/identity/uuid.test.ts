import { expect, test } from 'vitest'
import { isUuid } from '#lib/domain/identity/uuid.ts'

const id = '01a1fb00-0000-7000-8000-00000000000f'

test('an id is read in small or capital letters, and nothing else is one', () => {
  expect([id, id.toUpperCase()].every(isUuid)).toBe(true)
  const others = [
    '',
    'x',
    `${id}0`,
    `0${id}`,
    id.replaceAll('-', ''),
    id.replace('f', 'g'),
    ` ${id}`,
  ]
  expect(others.filter(isUuid)).toEqual([])
})
