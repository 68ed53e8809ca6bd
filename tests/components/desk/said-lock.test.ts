import { expect, test } from 'vitest'
import { saidLock } from '#components/desk/said-lock.ts'
import { translator } from '#lib/i18n/translator.ts'

const words = { acts: translator('en', 'desk-acts'), desk: translator('en', 'desk') }

test('a phone that another lock keeps shut is not said to be open', () => {
  expect(saidLock({ lockState: 'unlocked', otherLocks: ['offline_lock'] }, words)).toBe(
    'Locked because it was offline (lock of the loan: Open)',
  )
  expect(saidLock({ lockState: 'unlocked', otherLocks: [] }, words)).toBe('Open')
})
