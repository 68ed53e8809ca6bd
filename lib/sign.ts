import { createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto'
import { derivedKey } from './encrypt.ts'

// RFC 8410: what stands before the 32 bytes of an Ed25519 key, in PKCS #8 and in SubjectPublicKeyInfo.
const beforePrivate = Buffer.from('302e020100300506032b657004220420', 'hex')
const beforePublic = Buffer.from('302a300506032b6570032100', 'hex')

/** Signs with a key that follows from DATA_KEY and the purpose: anybody can check it, nobody else can make it. */
export function signText(text: string, purpose: string): Buffer {
  return sign(null, Buffer.from(text), privateKey(purpose))
}

/** The public half of the key of a purpose: 32 bytes. */
export function publicKeyOf(purpose: string): Buffer {
  const spki = createPublicKey(privateKey(purpose)).export({ format: 'der', type: 'spki' })
  return spki.subarray(beforePublic.length)
}

/** Whether this text was signed by the private half of this public key. */
export function isSignedBy(text: string, signature: Buffer, publicKey: Buffer): boolean {
  const key = Buffer.concat([beforePublic, publicKey])
  return verify(
    null,
    Buffer.from(text),
    createPublicKey({ key, format: 'der', type: 'spki' }),
    signature,
  )
}

function privateKey(purpose: string): KeyObject {
  const key = Buffer.concat([beforePrivate, derivedKey(purpose)])
  return createPrivateKey({ key, format: 'der', type: 'pkcs8' })
}
