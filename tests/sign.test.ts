import { createPublicKey, verify } from 'node:crypto'
import { expect, test } from 'vitest'
import { isSignedBy, publicKeyOf, signText } from '#lib/sign.ts'

test('what is signed for one purpose is checked by its public key, and by no other', () => {
  const signature = signText('free', 'statement:a')
  const key = publicKeyOf('statement:a')
  expect(key).toHaveLength(32)
  expect(signature).toHaveLength(64)
  expect(isSignedBy('free', signature, key)).toBe(true)
  expect(isSignedBy('freed', signature, key)).toBe(false)
  expect(isSignedBy('free', signature, publicKeyOf('statement:b'))).toBe(false)
  expect(signText('free', 'statement:a')).toEqual(signature)
})

test('anybody checks it with the key as JSON has it', () => {
  const signature = signText('free', 'statement:a')
  const x = publicKeyOf('statement:a').toString('base64url')
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' })
  expect(verify(null, Buffer.from('free'), key, signature)).toBe(true)
})
