import { expect, test } from 'vitest'
import { matchesIn } from '#tests/laws/sources.ts'

const lockFolders = [
  'lib/workflows',
  'lib/worker',
  'lib/unlocks',
  'lib/gateways',
  'lib/integrations',
]

// Only what is said of the port in words, that it erases nothing, is left out.
test('all the portal knows of deleting is that somebody agreed to it: there is no verb for it', async () => {
  const folders = [...lockFolders, 'lib/returns', 'app']
  const named = await matchesIn(folders, /\b\w*(?:wipe|erase(?!s\b)|factory_?reset)\w*/gi)
  expect([...new Set(named)].sort()).toEqual(['wipeConsent', 'wipeConsentAt', 'wipeConsentBy'])
})

test('nothing but a page and a letter reads the consent', async () => {
  expect(await matchesIn([...lockFolders, 'lib/notices'], /wipeConsent\w*/g)).toEqual([])
})
