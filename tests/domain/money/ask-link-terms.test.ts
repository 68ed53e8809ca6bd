import { describe, expect, test } from 'vitest'
import { askLinkEndsAt, linkStateOf } from '#lib/domain/money/ask-link-terms.ts'

const zone = 'Asia/Colombo'
const at = (text: string) => Temporal.Instant.from(text)

describe('a link that asks somebody to pay', () => {
  test('stands to the end of the fourteenth day where the lender is', () => {
    const late = at('2026-12-01T18:29:00Z')
    expect(askLinkEndsAt(late, zone)).toEqual(at('2026-12-15T18:30:00Z'))
    expect(askLinkEndsAt(late.add({ minutes: 1 }), zone)).toEqual(at('2026-12-16T18:30:00Z'))
  })

  test('tells its last word: money first, then its end, then that it was opened', () => {
    const endsAt = at('2026-12-15T18:30:00Z')
    const before = endsAt.subtract({ seconds: 1 })
    const made = { endsAt, revokedAt: null, openedAt: null, paidAt: null, isComing: false }
    const opened = { ...made, openedAt: before }
    const ended = { ...opened, revokedAt: before }
    expect(linkStateOf(made, before)).toBe('made')
    expect(linkStateOf(opened, before)).toBe('opened')
    expect(linkStateOf(opened, endsAt)).toBe('over')
    expect(linkStateOf(ended, before)).toBe('ended')
    expect(linkStateOf({ ...ended, isComing: true }, before)).toBe('coming')
    expect(linkStateOf({ ...ended, isComing: true, paidAt: before }, before)).toBe('paid')
  })
})
