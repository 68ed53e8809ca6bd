import type { Step } from './acts.ts'

type KnownLife = [kind: string, amountsMinor: bigint[], steps: [Step['act'], Partial<Step>?][]]

/** What the walk has found, and what was decided about it. Each act of theirs takes effect. */
export const knownLives: Record<string, KnownLife> = {
  'what is less than can be charged settles with the least that can': [
    'kind',
    [200_000n, 200_000n],
    [
      ['pays at the counter', { part: 98 }],
      ['opens a page to settle'],
      ['the money of a page comes', { hours: 1 }],
    ],
  ],
  'what was said is all that is left when the file makes the loan smaller: nothing is to be paid': [
    'kind',
    [300_000n, 300_000n, 300_000n, 300_000n, 300_000n],
    [
      ['is told what settles'],
      ['pays at the counter', { part: 85 }],
      ['the file has other installments', { which: 1, part: 30 }],
      ['the phone locks', { hours: 2 }],
    ],
  ],
  'a phone that came back is taken off what is owed, and what a plan had not earned, too': [
    'kind',
    [300_000n, 300_000n, 300_000n, 300_000n],
    [
      ['agrees on a plan'],
      ['arranges a return', { hours: 48 }],
      ['the phone comes back', { hours: 72 }],
      ['pays at the counter', { part: 20 }],
      ['the phone locks'],
      ['the return is settled', { hours: 50 }],
      ['opens a page to settle', { hours: 24 }],
      ['the money of a page comes', { hours: 1 }],
    ],
  ],
  'what settles a loan beside a disputed payment releases nothing until that is over': [
    'kind',
    [200_000n, 900_000n, 400_000n],
    [
      ['opens a page for the arrears'],
      ['the money of a page comes'],
      ['a bank takes back', { hours: 2 }],
      ['opens a page to settle'],
      ['the money of a page comes', { which: 1 }],
      ['an unlock is sent'],
      ['a bank takes back', { which: 0, hours: 20 }],
      ['an unlock is sent'],
    ],
  ],
  'a plan left after a missed installment ends with days of warning, which are counted': [
    'kind',
    [200_000n, 200_000n],
    [
      ['agrees on a plan', { of: 1, which: 1 }],
      ['leaves the plan', { of: 1, hours: 255 }],
    ],
  ],
  'what is seldom possible, one after the other, in amounts that are not round': [
    'in dinars',
    [300_000n, 300_000n, 300_000n, 300_000n],
    [
      ['opens a page for an amount', { part: 30 }],
      ['the money of a page comes'],
      ['an unlock is sent'],
      ['the phone opens'],
      ['Stripe gives back', { part: 20 }],
      ['a refund fails', { hours: 2 }],
      ['promises', { part: 1, which: 3 }],
      ['takes the promise back', { hours: 3 }],
      ['arranges a return'],
      ['calls the return off', { hours: 5 }],
      ['pays at the counter', { part: 10 }],
      ['the counter was wrong', { hours: 1 }],
      ['the file tells of money', { part: 10 }],
      ['goes away with a voucher', { which: 1, part: 20 }],
      ['a voucher is paid, or never', { part: 10, hours: 20 }],
      ['opens a page for more'],
      ['is told what settles'],
      ['pays what settles', { part: 1, hours: 10 }],
    ],
  ],
}
