import { expect, test } from 'vitest'
import { matchesIn } from '#tests/laws/sources.ts'

// Only what is said of the port in words, that it erases nothing, is left out.
test('all the portal knows of deleting is that somebody agreed to it: there is no verb for it', async () => {
  const folders = ['lib/returns', 'lib/jobs', 'lib/unlocks', 'lib/gateways', 'lib/lock-side', 'app']
  const named = await matchesIn(folders, /\b\w*(?:wipe|erase(?!s\b)|factory_?reset)\w*/gi)
  expect([...new Set(named)].sort()).toEqual(['wipeConsent', 'wipeConsentAt', 'wipeConsentBy'])
})

test('nothing but a page and a letter reads the consent', async () => {
  const folders = ['lib/jobs', 'lib/unlocks', 'lib/gateways', 'lib/lock-side', 'lib/notices']
  expect(await matchesIn(folders, /wipeConsent\w*/g)).toEqual([])
})
