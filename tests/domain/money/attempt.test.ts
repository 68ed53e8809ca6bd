import { describe, expect, test } from 'vitest'
import {
  type Attempt,
  besideKind,
  besidesOf,
  isChecking,
  isOver,
  openableUntil,
  pageMinutes,
  pagesLimitedUntil,
  rivalOf,
  stillNeeded,
  unknownPageEndsAt,
  wasNotStarted,
  withSetAside,
} from '#lib/domain/money/attempt.ts'

const start = Temporal.Instant.from('2026-11-29T09:00:00Z')
const at = (minutes: number) => start.add({ minutes })

function attempt(values: Partial<Attempt> = {}): Attempt {
  return {
    paymentId: 'one',
    state: 'open',
    payLinkId: null,
    method: null,
    currency: 'LKR',
    owedMinor: null,
    amountMinor: 900_000n,
    startedAt: start,
    expiresAt: at(pageMinutes),
    atCheckoutSince: start,
    checkoutReturnedAt: null,
    ...values,
  }
}

const opening = attempt({ state: 'opening', expiresAt: null, atCheckoutSince: null })
const clearing = attempt({ paymentId: 'two', state: 'processing', expiresAt: at(1) })

const debit = { ...clearing, expiresAt: null }

describe('an attempt is over', () => {
  test.for([
    ['open, its page takes money', attempt(), 39, false],
    ['open, its page has closed', attempt(), 40, true],
    ['open, nobody knows until when', attempt({ expiresAt: null }), 0, true],
    ['opening, Stripe still gives a page', opening, 9, false],
    ['opening, Stripe gives none any more', opening, 10, true],
    ['clearing, however long', clearing, 100_000, false],
  ] as const)('%s', ([, one, minutes, over]) => {
    expect(isOver(one, at(minutes))).toBe(over)
  })

  test('a page is asked for as long as it can be open for the thirty minutes Stripe wants', () => {
    expect(openableUntil(start)).toEqual(at(10))
  })
})

describe('what stands beside one more attempt', () => {
  test.for([
    ['nothing', [], null, 0, undefined],
    ['nothing that is over', [attempt()], null, 40, undefined],
    ['her own', [attempt()], null, 1, 'own'],
    ['the same link’s', [attempt({ payLinkId: 'link' })], 'link', 1, 'own'],
    ['a link’s, for the borrower', [attempt({ payLinkId: 'link' })], null, 1, 'somebody'],
    ['another link’s', [attempt({ payLinkId: 'old' })], 'link', 1, 'somebody'],
    ['money that clears', [debit], null, 1, 'clearing'],
    ['money of the borrower that clears, for a link', [debit], 'link', 1, 'clearing'],
    ['a voucher that could be paid', [clearing], null, 1, 'voucher_over'],
    [
      'a voucher of the borrower’s that could be, for a link',
      [clearing],
      'link',
      1,
      'voucher_over',
    ],
    ['a voucher that can be paid', [clearing], null, 0, 'voucher'],
    ['a voucher of the borrower’s, for a link', [clearing], 'link', 0, 'voucher'],
    ['money that is here', [debit, attempt({ state: 'set_aside' })], null, 1, 'set_aside'],
    ['money that clears comes before her own', [attempt(), debit], null, 1, 'clearing'],
    ['the borrower, for a link', [attempt()], 'link', 19, 'borrower_first'],
    ['the borrower before what clears', [clearing, attempt()], 'link', 19, 'borrower_first'],
    ['the borrower who has had her time', [attempt()], 'link', 20, 'somebody'],
    ['the borrower who came back', [attempt({ atCheckoutSince: null })], 'link', 1, 'somebody'],
    ['the borrower without a page yet', [opening], 'link', 9, 'borrower_first'],
    ['the borrower who never got one', [opening], 'link', 10, undefined],
  ] as const)('%s', ([, attempts, payLinkId, minutes, kind]) => {
    expect(rivalOf(attempts, payLinkId, at(minutes))?.kind).toBe(kind)
  })

  test('says until when a link waits, and for which attempt', () => {
    const sentAgain = attempt({ atCheckoutSince: at(15) })
    expect(rivalOf([sentAgain], 'link', at(16))).toEqual({
      kind: 'borrower_first',
      attempt: sentAgain,
      untilAt: at(35),
    })
    expect(rivalOf([opening], 'link', at(1))).toMatchObject({ untilAt: at(10) })
    expect(rivalOf([clearing, attempt()], 'link', at(19))?.attempt.paymentId).toBe('one')
  })
})

describe('how many pages are opened in an hour', () => {
  const pages = (count: number, payLinkId: string | null, from = 0) =>
    Array.from({ length: count }, (_, index) => ({ payLinkId, openedAt: at(from + index) }))

  test.for([
    ['nine of a link', pages(9, 'link'), 'link', undefined],
    ['ten of a link', pages(10, 'link'), 'link', 60],
    ['eleven: the oldest of the last ten counts', pages(11, 'link'), 'link', 61],
    ['ten of another link', pages(10, 'old'), 'link', undefined],
    ['twenty of all links', [...pages(11, 'old'), ...pages(9, 'link', 20)], 'link', 60],
    ['nineteen of all links', [...pages(10, 'old'), ...pages(9, 'link', 20)], 'link', undefined],
    ['the borrower beside many links', pages(30, 'link'), null, undefined],
    ['a link beside a busy borrower', pages(30, null), 'link', undefined],
    ['twenty-nine of the borrower', pages(29, null), null, undefined],
    ['thirty of the borrower', pages(30, null), null, 60],
  ] as const)('%s', ([, opened, payLinkId, minutes]) => {
    const until = pagesLimitedUntil(opened, payLinkId)
    expect(until).toEqual(minutes === undefined ? undefined : at(minutes))
  })

  test('in whatever order they are read', () => {
    expect(pagesLimitedUntil(pages(11, 'link').reverse(), 'link')).toEqual(at(61))
  })
})

test('a page says first that the provider is being asked, also once the attempt’s page has closed', () => {
  const asked = attempt({ checkoutReturnedAt: at(1), atCheckoutSince: null })
  for (const minutes of [2, 100])
    expect(besidesOf([clearing, asked], null, at(minutes))).toEqual([
      { kind: 'checking', attempt: asked },
      { kind: 'voucher_over', attempt: clearing, untilAt: at(1) },
    ])
  const kinds = (...[attempts, payLinkId]: [Attempt[], string | null]) =>
    besidesOf(attempts, payLinkId, at(2)).map(({ kind }) => kind)
  expect(kinds([clearing, attempt()], null)).toEqual(['voucher_over', 'own'])
  expect(kinds([debit, attempt()], null)).toEqual(['clearing', 'own'])
  expect(kinds([attempt({ checkoutReturnedAt: at(1) }), debit], 'link')).toEqual(['borrower_first'])
  expect(kinds([], null)).toEqual([])
})

test('a page says of each voucher whether it can still be paid, of all that is beside it', () => {
  const first = { ...clearing, paymentId: 'first', expiresAt: at(60) }
  const second = { ...clearing, paymentId: 'second', expiresAt: at(30) }
  const here = attempt({ paymentId: 'here', state: 'set_aside' })
  const over = attempt({ paymentId: 'over', expiresAt: at(1) })
  expect(besidesOf([second, over, first, here], null, at(2))).toEqual([
    { kind: 'set_aside', attempt: here },
    { kind: 'voucher', attempt: second, untilAt: at(30) },
    { kind: 'voucher', attempt: first, untilAt: at(60) },
  ])
})

describe('what a voucher asks for that is still owed', () => {
  test.for([
    ['nothing came since', 1_000n, 5_000n, 5_000n, 'whole', 1_000n],
    ['a part came', 1_000n, 5_000n, 4_400n, 'part', 400n],
    ['as much came', 1_000n, 5_000n, 4_000n, 'none', 0n],
    ['more came', 1_000n, 5_000n, 3_000n, 'none', 0n],
    ['nothing is owed any more', 1_000n, 400n, 0n, 'none', 0n],
    ['nothing is owed, and nobody knows what was', 1_000n, null, 0n, 'none', 0n],
    ['nobody knows what was owed', 1_000n, null, 4_000n, 'whole', 1_000n],
    ['more is owed than then', 1_000n, 5_000n, 6_000n, 'whole', 1_000n],
  ] as const)('%s', ([, askedMinor, owedMinor, outstandingMinor, kind, amountMinor]) => {
    expect(stillNeeded({ askedMinor, owedMinor }, outstandingMinor)).toEqual({ kind, amountMinor })
  })

  test('one that asks for more than that is past; nothing else is', () => {
    const voucher = { ...clearing, amountMinor: 1_000n, owedMinor: 5_000n }
    const beside = { kind: 'voucher', attempt: voucher, untilAt: at(60) } as const
    expect(besideKind(beside, 5_000n)).toBe('voucher')
    expect(besideKind(beside, 4_400n)).toBe('voucher_past')
    expect(besideKind({ kind: 'clearing', attempt: voucher }, 0n)).toBe('clearing')
  })
})

test('money that is set aside stands for what came of its attempt', () => {
  expect(withSetAside(debit, null)).toBe(debit)
  expect(withSetAside(debit, { amountMinor: '12', currency: 'USD' })).toEqual({
    ...debit,
    state: 'set_aside',
    amountMinor: 12n,
    currency: 'USD',
  })
})

test('what the provider never gave a page for was not started; what its payer ended was', () => {
  for (const failure of ['provider_unreachable', 'provider_refused'])
    expect(wasNotStarted({ state: 'cancelled', failure })).toBe(true)
  for (const failure of ['expired', null])
    expect(wasNotStarted({ state: 'cancelled', failure })).toBe(false)
  expect(wasNotStarted({ state: 'failed', failure: 'provider_refused' })).toBe(false)
})

test('how it ended is asked while its payer came back and nobody has said', () => {
  const back = (state: string, at: Temporal.Instant | null = start) =>
    isChecking({ state, checkoutReturnedAt: at })
  expect(['opening', 'open'].every((state) => back(state))).toBe(true)
  expect(['processing', 'paid', 'cancelled'].some((state) => back(state))).toBe(false)
  expect(back('open', null)).toBe(false)
})

describe('a page that the provider does not know is asked about', () => {
  const page = { state: 'open', createdAt: start, expiresAt: at(40), checkoutReturnedAt: null }
  const weeks = { hours: 14 * 24 }
  test.for([
    ['until it would have closed', page, at(40)],
    ['until it could have been asked for', { ...page, expiresAt: null }, at(10)],
    ['two weeks longer where its payer came back', { ...page, checkoutReturnedAt: start }, null],
    ['two weeks longer where its money clears', { ...page, state: 'processing' }, null],
  ] as const)('%s', ([, payment, until]) => {
    expect(unknownPageEndsAt(payment)).toEqual(until ?? at(40).add(weeks))
  })
})

test('for a link that waits for the borrower, nothing of the borrower’s is asked about', () => {
  const back = attempt({ checkoutReturnedAt: at(1) })
  expect(besidesOf([back], 'link', at(2)).map(({ kind }) => kind)).toEqual(['borrower_first'])
  expect(besidesOf([back], 'link', at(30)).map(({ kind }) => kind)).toEqual(['checking'])
  const closed = attempt({ checkoutReturnedAt: at(1), expiresAt: at(1), atCheckoutSince: null })
  expect(besidesOf([closed], null, at(30)).map(({ kind }) => kind)).toEqual(['checking'])
})
