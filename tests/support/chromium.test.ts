import { expect, test } from 'vitest'
import { findChromium } from './chromium.ts'

const breaksOff = () => {
  throw new Error('no room on the disk')
}

test('each way to a Chromium is tried in turn, and only one that starts is taken', async () => {
  const ways = [() => undefined, breaksOff, () => '/nowhere/chromium', () => process.execPath]
  expect(await findChromium(ways)).toBe(process.execPath)
})

test('a missing Chromium is one sentence that says what to do', async () => {
  const ways = [() => undefined, breaksOff, async () => '/nowhere/chromium']
  await expect(findChromium(ways)).rejects.toThrow(
    /^The browser tests need Chromium: install the package "chromium", or set CHROMIUM_PATH.$/,
  )
})
