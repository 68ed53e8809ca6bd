import { argon2, randomBytes, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'
import { commonPasswords } from './common-passwords.ts'

export const passwordMinimumLength = 12
const passwordMaximumLength = 200

type PasswordFault = 'too_short' | 'too_long' | 'too_common'

type Costs = { memory: number; passes: number; parallelism: number }

// RFC 9106, section 4, second recommended option.
const costs: Costs = { memory: 65_536, passes: 3, parallelism: 4 }
const derive = promisify(argon2)

/** What is wrong with a password that somebody chose; undefined: nothing. `own` are words anybody would try: name, e-mail. */
export function passwordFault(password: string, own: string[] = []): PasswordFault | undefined {
  const text = password.normalize('NFKC')
  if ([...text].length < passwordMinimumLength) return 'too_short'
  if (text.length > passwordMaximumLength) return 'too_long'
  const plain = text.toLowerCase().replace(/[\s._-]/g, '')
  const isOwn = own.some((word) => plain === word.toLowerCase().replace(/[\s._-]/g, ''))
  return isOwn || new Set(plain).size < 5 || commonPasswords.has(plain) ? 'too_common' : undefined
}

/** argon2id as text that carries its costs and its salt: `$argon2id$v=19$m=65536,t=3,p=4$salt$hash`. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16)
  const hash = await deriveWith(password, salt, costs)
  const { memory, passes, parallelism } = costs
  return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${plain(salt)}$${plain(hash)}`
}

/** Whether it is the password. With no hash the same work is done, so that time does not tell who has an account. */
export async function isPassword(password: string, kept: string | null): Promise<boolean> {
  const read = kept === null ? undefined : readHash(kept)
  const salt = read?.salt ?? randomBytes(16)
  const hash = await deriveWith(password, salt, read?.costs ?? costs)
  return read !== undefined && hash.length === read.hash.length && timingSafeEqual(hash, read.hash)
}

function deriveWith(password: string, salt: Buffer, { memory, passes, parallelism }: Costs) {
  const message = Buffer.from(password.normalize('NFKC').slice(0, 4 * passwordMaximumLength))
  const how = { message, nonce: salt, tagLength: 32, memory, passes, parallelism }
  return derive('argon2id', how)
}

const format = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([\w+/]+)\$([\w+/]+)$/

function readHash(kept: string) {
  const [, memory, passes, parallelism, salt = '', hash = ''] = format.exec(kept) ?? []
  if (!hash) throw new Error('a password hash is not argon2id')
  return {
    costs: { memory: Number(memory), passes: Number(passes), parallelism: Number(parallelism) },
    salt: Buffer.from(salt, 'base64'),
    hash: Buffer.from(hash, 'base64'),
  }
}

function plain(bytes: Buffer): string {
  return bytes.toString('base64').replaceAll('=', '')
}
