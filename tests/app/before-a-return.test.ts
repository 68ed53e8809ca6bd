import { describe, expect, test } from 'vitest'
import { saidIn } from '#tests/support/said.ts'

const day = '1 December'

describe.each(['en', 'es', 'ar'] as const)('before a return is arranged, in %s', (locale) => {
  const t = saidIn(locale)
  const happens = (opening: string) => t('returns.then.open', { opening, hours: 48 })
  const chosen = (opening: string) => t('returns.confirm.until', { opening, day })

  test.for(['open_days_used', 'too_often', 'other_lock', 'service_down', 'offline_lock', 'open'])(
    'nobody reads that the phone is opened where it is: %s',
    (opening) => {
      expect(happens(opening)).not.toContain(happens('within_minutes').split('48')[0]?.trim())
    },
  )

  test('what was chosen opens nothing where a person decides first', () => {
    expect(chosen('within_minutes')).toContain(day)
    expect(chosen('open_days_used')).not.toContain(day)
    expect(chosen('other_lock')).not.toBe(chosen('within_minutes'))
  })
})
