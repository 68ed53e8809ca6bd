import { argon2Sync, randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { hashPassword, isPassword, passwordFault } from '#lib/staff/password.ts'

test('a password is kept as argon2id with a salt of its own and its costs', async () => {
  const one = await hashPassword('violet-anchor-92')
  const other = await hashPassword('violet-anchor-92')
  expect(one).toMatch(/^\$argon2id\$v=19\$m=65536,t=3,p=4\$[\w+/]{22}\$[\w+/]{43}$/)
  expect(one).not.toBe(other)
  expect(await isPassword('violet-anchor-92', one)).toBe(true)
  expect(await isPassword('violet-anchor-92', other)).toBe(true)
  expect(await isPassword('violet-anchor-93', one)).toBe(false)
  expect(await isPassword('', one)).toBe(false)
})

test('a hash made with other costs is still read', async () => {
  const costs = { memory: 256, passes: 1, parallelism: 1, tagLength: 32 }
  const [message, nonce] = [Buffer.from('violet-anchor-92'), randomBytes(16)]
  const [salt, hash] = [nonce, argon2Sync('argon2id', { message, nonce, ...costs })].map((bytes) =>
    bytes.toString('base64').replaceAll('=', ''),
  )
  const kept = `$argon2id$v=19$m=256,t=1,p=1$${salt}$${hash}`
  expect(await isPassword('violet-anchor-92', kept)).toBe(true)
  expect(await isPassword('violet-anchor-93', kept)).toBe(false)
})

test('the same password typed in another way of writing its letters is the same', async () => {
  const kept = await hashPassword('año-nuevo-cometa')
  expect(await isPassword('an\u0303o-nuevo-cometa', kept)).toBe(true)
})

test('nobody’s password is never right, and costs the work of one that is', async () => {
  expect(await isPassword('violet-anchor-92', null)).toBe(false)
})

test('what is kept must be argon2id', async () => {
  await expect(isPassword('violet-anchor-92', '$2b$10$nothing')).rejects.toThrow('argon2id')
})

test.each([
  ['short', 'too_short'],
  ['eleven-char', 'too_short'],
  ['aaaaaaaaaaaaaaaa', 'too_common'],
  ['Password 1234', 'too_common'],
  ['QWERTYUIOP123', 'too_common'],
  ['amara.silva@serendib.example', 'too_common'],
  ['Amara Silva-', 'too_common'],
  ['x'.repeat(150) + 'abcdefg'.repeat(10), 'too_long'],
  ['violet-anchor-92', undefined],
  ['كلمةسرطويلةجدا', undefined],
  ['four unusual words here', undefined],
])('%s: %s', (password, fault) => {
  expect(passwordFault(password, ['Amara Silva', 'amara.silva@serendib.example'])).toBe(fault)
})
