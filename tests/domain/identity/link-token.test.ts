import { expect, test } from 'vitest'
import { addressHost, isLikeLinkCode, linkToken } from '#lib/domain/identity/link-token.ts'

test('what a messenger took along from the sentence around a link is dropped', () => {
  for (const end of ['', '.', ')', '),', '>', '!', '»', '。', '%29', '%2E', '"', '%E3%80%82'])
    expect(linkToken(`K7QF3M2P9XWBT5YN${end}`)).toBe('K7QF3M2P9XWBT5YN')
  expect(linkToken('(K7QF3M2P)')).toBe('K7QF3M2P')
  expect(linkToken('«(K7QF3M2P)»')).toBe('K7QF3M2P')
})

test('the rest of a token stays as it is', () => {
  expect(linkToken('_a-B9_-')).toBe('_a-B9_-')
  expect(linkToken('K7QF%203M2P')).toBe('K7QF 3M2P')
  expect(linkToken('%zz')).toBe('zz')
  expect(linkToken('')).toBe('')
})

test.each([
  ['https://norte.example/p/K7QF3M2P9XWBT5YN', 'norte.example'],
  ['norte.example/p/K7QF3M2P9XWBT5YN', 'norte.example'],
  [' HTTP://Norte.Example.:3000/p/K7QF ', 'norte.example'],
  ['norte.localhost:3100', 'norte.localhost'],
  ['(https://norte.example?x=1)', 'norte.example'],
  ['K7QF3M2P9XWBT5YN', undefined],
  ['p/K7QF3M2P9XWBT5YN', undefined],
  ['K7QF 3M2P 9XWB T5YN.', undefined],
  ['', undefined],
])('the address %s is of the host %s', (typed, host) => {
  expect(addressHost(typed)).toBe(host)
})

test.each([
  ['K7QF3M2P9XWBT5YN', true],
  ['k7qf 3m2p 9xwb t5yn', true],
  ['K7QF3M2P9XWBT5Y', true],
  ['serendib.example/p/K7QF3M2P9XWBT5YNX', true],
  ['K7QF3M2P9X', false],
  ['SR-1001', false],
  ['SERENDIB-2024-0012', true],
  ['2024-0012-0034-AB', false],
  ['Kamal Perera Silva', false],
  ['kamal.perera@example.com', false],
  ['359881234567890', false],
  ['+94 77 123 4567 890', false],
  ['', false],
])('%s looks like the code of a link: %s', (typed, isLike) => {
  expect(isLikeLinkCode(typed)).toBe(isLike)
})
