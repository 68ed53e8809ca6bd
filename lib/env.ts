import { z } from 'zod'

const url = z.url({ protocol: /^https?$/ }).transform((text) => text.replace(/\/$/, ''))
const key32 = z
  .base64()
  .refine(
    (text) => Buffer.from(text, 'base64').length === 32,
    'must be 32 bytes in base64 (openssl rand -base64 32)',
  )

/** One secret, or several with commas between: each is valid, so that an endpoint can be replaced by another. */
const secrets = z
  .string()
  .transform((text) => text.split(',').map((secret) => secret.trim()))
  .pipe(z.array(z.string().regex(/^whsec_\S+$/, 'must be whsec_…, or several with commas between')))

const schema = z
  .object({
    DATABASE_URL: z.string().regex(/^postgres(ql)?:\/\//, 'must start with postgres://'),
    DATABASE_POOL: z.coerce.number().int().min(1).max(200).default(10),
    PORTAL_URL: url,
    NEXTAUTH_SECRET: z.string().min(32, 'must have at least 32 characters'),
    DATA_KEY: key32,
    STRIPE_SECRET_KEY: z.string().regex(/^(sk|rk)_(test|live)_/, 'must be a Stripe secret key'),
    STRIPE_WEBHOOK_SECRET: secrets,
    STRIPE_API_BASE: url.optional(),
    SMTP_URL: z.string().regex(/^smtps?:\/\//, 'must start with smtp:// or smtps://'),
    MAIL_FROM: z.string().includes('@'),
    SMS_URL: url.optional(),
    LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info'),
    TRUST_PROXY: z.stringbool().default(false),
    WEBHOOKS_TO_PRIVATE: z.stringbool().default(false),
  })
  .refine((values) => !values.STRIPE_API_BASE || values.STRIPE_SECRET_KEY.includes('_test_'), {
    path: ['STRIPE_API_BASE'],
    error: 'is for a sandbox and needs a test key',
  })

export type Env = z.infer<typeof schema>

let checked: Env | undefined

/** The settings of this process, checked at first use. Throws once with every fault listed. */
export function env(): Env {
  checked ??= parseEnv(process.env)
  return checked
}

/** Reads settings from `source`; throws with every fault listed, one a line. */
function parseEnv(source: Record<string, string | undefined>): Env {
  const filled = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''))
  const result = schema.safeParse(filled)
  if (result.success) return result.data
  const faults = result.error.issues.map((issue) => `  ${issue.path.join('.')}: ${faultOf(issue)}`)
  throw new Error(`The environment is not complete:\n${faults.join('\n')}`)
}

function faultOf(issue: z.core.$ZodIssue): string {
  const missing = issue.code === 'invalid_type' && issue.input === undefined
  return missing ? 'is missing' : issue.message
}
