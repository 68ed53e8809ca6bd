import { z } from 'zod'

const url = z
  .url({ protocol: /^https?$/, error: 'must be an address that starts with https:// or http://' })
  .transform((text) => text.replace(/\/$/, ''))

// A lender's host takes the place of its own; nothing else of it would be heeded.
const origin = url.refine(
  isOrigin,
  'must be an address alone: without a path, a query, a fragment, a user or a password',
)

function isOrigin(address: string): boolean {
  return new URL(address).href === `${new URL(address).origin}/` && !/[?#]$/.test(address)
}

const ofKey = 'must be 32 bytes in base64 (openssl rand -base64 32)'
const key32 = z.base64(ofKey).refine((text) => Buffer.from(text, 'base64').length === 32, ofKey)

const isOn = z.stringbool('must be 1 or 0').default(false)

/** One secret, or several with commas between: each is valid, so that an endpoint can be replaced by another. */
const secrets = z
  .string()
  .transform((text) => text.split(',').map((secret) => secret.trim()))
  .pipe(z.array(z.string().regex(/^whsec_\S+$/, 'must be whsec_…, or several with commas between')))

const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const

function whole(least: number, most: number) {
  const wanted = `must be a whole number from ${least} to ${most}`
  return z.coerce.number(wanted).int(wanted).min(least, wanted).max(most, wanted)
}

/** With fewer, three lock services that begin to hang at once would leave no slot to a fourth (lib/worker/lanes.ts). */
export const leastWorkerSlots = 16

function seconds(otherwise: number) {
  return whole(1, 3_600).default(otherwise)
}

/** An address that may have a name and a password in it. */
function addressOf(scheme: RegExp, start: string) {
  const readable =
    'cannot be read as an address: in a name or a password, write # as %23, / as %2F, @ as %40, ? as %3F and % as %25'
  return z
    .string()
    .regex(scheme, { error: `must start with ${start}`, abort: true })
    .refine(isReadable, readable)
}

function isReadable(address: string): boolean {
  try {
    const { username, password } = new URL(address)
    for (const part of [username, password]) decodeURIComponent(part)
    return true
  } catch {
    return false
  }
}

/**
 * The client checks the server's certificate and name for each of these, and warns on every start that a later version
 * will not. The address says what is done.
 */
function withCheckedServer(address: string): string {
  if (/[?&]uselibpqcompat=true(&|$)/.test(address)) return address
  return address.replace(/([?&]sslmode=)(prefer|require|verify-ca)(?=&|$)/, '$1verify-full')
}

const schema = z.object({
  DATABASE_URL: addressOf(/^postgres(ql)?:\/\//, 'postgres://').transform(withCheckedServer),
  DATABASE_POOL: whole(1, 200).default(10),
  // Beyond these PostgreSQL breaks off what a page or a job does: nobody waits longer, and what is held is let go.
  DATABASE_STATEMENT_SECONDS: seconds(30),
  DATABASE_LOCK_SECONDS: seconds(10),
  DATABASE_IDLE_SECONDS: seconds(30),
  DATABASE_CONNECT_SECONDS: seconds(10),
  CLOCK_TOLERANCE_SECONDS: seconds(30),
  PORTAL_URL: origin,
  NEXTAUTH_SECRET: z.string().min(32, 'must have at least 32 characters'),
  DATA_KEY: key32,
  STRIPE_SECRET_KEY: z.string().regex(/^(sk|rk)_(test|live)_/, 'must be a Stripe secret key'),
  STRIPE_WEBHOOK_SECRET: secrets,
  STRIPE_API_BASE: url.optional(),
  SMTP_URL: addressOf(/^smtps?:\/\//, 'smtp:// or smtps://'),
  MAIL_FROM: z.string().includes('@', 'must be an e-mail address, alone or as Name <address>'),
  SMS_URL: url.optional(),
  SECURITY_CONTACT: z
    .string()
    .regex(/^(mailto:|https:\/\/|tel:)/, 'must start with mailto:, https:// or tel:')
    .optional(),
  LOG_LEVEL: z.enum(logLevels, `must be one of ${logLevels.join(', ')}`).default('info'),
  TRUST_PROXY: isOn,
  WEBHOOKS_TO_PRIVATE: isOn,
  LENDERS_LISTED: isOn,
  WORKER_SLOTS: whole(leastWorkerSlots, 200).default(leastWorkerSlots),
  WORKER_PORT: whole(1, 65_535).optional(),
})

type Env = z.infer<typeof schema>
export type Setting = keyof Env

type Source = Record<string, string | undefined>
type Reading = { values: Env; faults: Map<Setting, string> }

let reading: Reading | undefined

/** The settings of this process. Throws where one is used that is missing or wrong. */
export function env(): Env {
  reading ??= read(process.env)
  return reading.values
}

/** What is missing or wrong among these settings and LOG_LEVEL, a line each. */
export function faultsIn(names: readonly Setting[]): string[] {
  reading ??= read(process.env)
  const { faults } = reading
  return [...new Set<Setting>([...names, 'LOG_LEVEL'])].flatMap((name) => {
    const fault = faults.get(name)
    return fault ? [`${name}: ${fault}`] : []
  })
}

/** The level to log with; also where another was asked for that is none. */
export function logLevel(): Env['LOG_LEVEL'] {
  const result = schema.shape.LOG_LEVEL.safeParse(process.env.LOG_LEVEL || undefined)
  return result.success ? result.data : 'info'
}

function read(source: Source): Reading {
  const values: Partial<Record<Setting, unknown>> = {}
  const faults = new Map<Setting, string>()
  for (const [name, field] of Object.entries(schema.shape) as [Setting, z.ZodType][]) {
    const result = field.safeParse(source[name] || undefined)
    if (result.success) values[name] = result.data
    else faults.set(name, source[name] ? (result.error.issues[0]?.message ?? '') : 'is missing')
  }
  if (values.STRIPE_API_BASE && !source.STRIPE_SECRET_KEY?.includes('_test_'))
    faults.set('STRIPE_API_BASE', 'is for a sandbox and needs a test key')
  for (const [name, fault] of faults) Object.defineProperty(values, name, throwing(name, fault))
  return { values: values as Env, faults }
}

function throwing(name: Setting, fault: string): PropertyDescriptor {
  return {
    get() {
      throw new Error(`${name}: ${fault}`)
    },
  }
}
