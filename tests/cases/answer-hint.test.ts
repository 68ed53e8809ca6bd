import { expect, test } from 'vitest'
import { reachOf } from '#lib/domain/identity/contact.ts'
import { saidIn } from '#tests/support/said.ts'

test('who answers is told of the ways by which this borrower hears, and of no other', () => {
  const said = (email: string | null, nominatedPhone: string | null) =>
    saidIn('en')('desk-disputes.answer_hint', { reach: reachOf({ email, nominatedPhone }) })
  expect(said('a@mail.example', '+94771234567')).toContain('by e-mail and in the portal')
  expect(said(null, '+94771234567')).toContain('a text message tells them')
  for (const phone of ['+94771234567', null]) expect(said(null, phone)).not.toContain('e-mail')
})
