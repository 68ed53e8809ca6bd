import { expect, test } from 'vitest'
import { isGivenBack } from '#lib/domain/money/given-back.ts'

const money = { amountMinor: '100', currency: 'LKR' }

test.for([
  ['all of what was set aside', 'set_aside', [money], null, true],
  ['a part is still here', 'set_aside', [money], money, false],
  ['nothing went back', 'set_aside', null, null, false],
  ['it was booked', 'paid', [money], null, false],
] as const)('%s', ([, state, refunded, setAside, isBack]) => {
  expect(isGivenBack({ state, refunded: refunded && [...refunded], setAside })).toBe(isBack)
})
