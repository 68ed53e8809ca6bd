import { expect, test } from 'vitest'
import { linksFor } from '#components/payment/payment-actions.tsx'
import type { ShownPayment } from '#components/payment/shown-payment.ts'
import { type Headline, headlines, type Timeline } from '#lib/domain/timeline/timeline.ts'

const links = { pay: '/pay', rest: '/rest', phone: '/phone', receipt: '/receipt' }
const payment = { state: 'paid', checkoutUrl: null } as ShownPayment
const told = (headline: Headline) => ({ headline, isFinal: true }) as Timeline

const leadsToPaying = (headline: Headline, given = links) =>
  linksFor(told(headline), payment, given).some(({ href }) => ['/rest', '/pay'].includes(href))

test('where money went back or the phone has locked again, what is overdue can be paid', () => {
  for (const headline of ['counts_no_more', 'given_back', 'locked_again'] as const)
    expect(linksFor(told(headline), payment, links)[0]).toEqual({
      name: 'pay_overdue',
      href: '/rest',
    })
})

test('nothing is to be paid again where nothing is overdue, or the payment itself is under way', () => {
  const { rest: _, ...nothingOverdue } = links
  expect(leadsToPaying('counts_no_more', nothingOverdue as typeof links)).toBe(false)
  const paying = headlines.filter((headline) => leadsToPaying(headline))
  for (const headline of ['checking', 'clearing', 'booking', 'unlocking', 'released'] as const)
    expect(paying).not.toContain(headline)
})
