import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { languages } from '#lib/domain/languages.ts'

// Where a page may send somebody: to the makers’ own pages for an account or a lost phone, to the messenger that borrowers
// send a pay link with, and nowhere else. What the lender itself names (its address, free advice) comes from its settings.
const allowed = [
  'https://accounts.google.com/signin/recovery',
  'https://account.xiaomi.com',
  'https://iforgot.apple.com',
  'https://account.samsung.com',
  'https://www.google.com/android/find',
  'https://i.mi.com',
  'https://smartthingsfind.samsung.com',
  'https://www.icloud.com/find',
  'https://wa.me/?text=',
]

const files = execFileSync('git', ['ls-files', 'app', 'components', 'messages'], {
  encoding: 'utf8',
})
  .split('\n')
  .filter((name) => /\.(tsx?|json)$/.test(name))

test('no page leads anywhere but to us, the makers’ own pages and the messenger', () => {
  expect(files.length).toBeGreaterThan(300)
  const found = files.flatMap((name) =>
    [...readFileSync(name, 'utf8').matchAll(/https?:\/\/[^$\s'"`)<,]+/g)].map(([address]) => [
      name,
      address,
    ]),
  )
  const strange = found.filter(([name = '', address = '']) => {
    const isOfPages = /^(app\/\((public|borrower)\)|messages)\//.test(name)
    return isOfPages && !allowed.includes(address) && !address.includes('example')
  })
  expect(strange).toEqual([])
  for (const address of allowed) expect(found.map(([, one]) => one)).toContain(address)
})

// Words of the trade in bypasses, as the makers of such tools and their buyers write them.
const bypasses =
  /bypass|\bfrp\b|custom rom|bootloader|\badb\b|\bodin\b|jailbreak|crack(ed)? (tool|apk)/i

test('no page explains how to get around a lock', () => {
  expect('FRP bypass tool').toMatch(bypasses)
  for (const language of languages)
    for (const name of files.filter((one) => one.startsWith(`messages/${language}/`)))
      expect(readFileSync(name, 'utf8'), name).not.toMatch(bypasses)
})
