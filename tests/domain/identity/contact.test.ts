import { expect, test } from 'vitest'
import { isStillValid, shownContacts, validAdvice } from '#lib/domain/identity/contact.ts'

const today = Temporal.PlainDate.from('2026-11-21')
const now = Temporal.Instant.from('2026-11-21T10:00:00Z')

function lender(checkedOn: string | null, contactValidDays = 30) {
  return {
    helpPhone: '119',
    helpHours: '8–20',
    helpEmail: 'help@serendib.example',
    helpCheckedOn: checkedOn === null ? null : Temporal.PlainDate.from(checkedOn),
    timeZone: 'Asia/Colombo',
    policy: { desk: { contactValidDays }, hours: { help: [] } },
  }
}

test('what was checked is good through the last of its days', () => {
  expect(isStillValid(today.subtract({ days: 30 }), 30, today)).toBe(true)
  expect(isStillValid(today.subtract({ days: 31 }), 30, today)).toBe(false)
  expect(isStillValid(null, 30, today)).toBe(false)
})

test('a number that was checked is shown with its hours', () => {
  expect(shownContacts(lender('2026-11-01'), now)).toEqual({
    call: { phone: '119', hours: { spans: [], note: '8–20' } },
    email: 'help@serendib.example',
  })
})

test.each(['2026-10-01', null])(
  'a number last checked on %s is not shown; the address is',
  (day) => {
    expect(shownContacts(lender(day), now)).toEqual({
      call: undefined,
      email: 'help@serendib.example',
    })
  },
)

test("the day is the lender's own", () => {
  const lastDay = lender('2026-10-22')
  expect(shownContacts(lastDay, Temporal.Instant.from('2026-11-21T18:29:59Z')).call).toBeDefined()
  expect(shownContacts(lastDay, Temporal.Instant.from('2026-11-21T18:30:00Z')).call).toBeUndefined()
})

test('advice that nobody has looked at for long is left out', () => {
  const entries = [{ checkedOn: '2026-11-01' }, { checkedOn: '2025-11-01' }]
  expect(validAdvice(entries, 365, today)).toEqual([{ checkedOn: '2026-11-01' }])
})
