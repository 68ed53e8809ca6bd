import { z } from 'zod'
import { ApiError, invalid } from './api-error.ts'
import type { FormObject } from './form-body.ts'

/** Text that is not empty, as Stripe asks of every parameter. */
export const text = z.string().min(1)

export const integer = z
  .string()
  .refine((value) => /^-?\d{1,15}$/.test(value), {
    error: ({ input }) => `Invalid integer: ${input}`,
    params: { code: 'parameter_invalid_integer' },
  })
  .transform(Number)

export const boolean = z
  .string()
  .refine((value) => value === 'true' || value === 'false', {
    error: ({ input }) => `Invalid boolean: ${input}`,
  })
  .transform((value) => value === 'true')

export const httpUrl = z
  .string()
  .refine((value) => /^https?:$/.test(URL.parse(value)?.protocol ?? ''), {
    error: 'Not a valid URL',
    params: { code: 'url_invalid' },
  })

// A name without a dot at its ends or two together, at a domain of letters, digits and hyphens.
const email =
  /^[\w!#$%&'*+/=?^`{|}~-]+(\.[\w!#$%&'*+/=?^`{|}~-]+)*@([a-z\d]([a-z\d-]*[a-z\d])?\.)+[a-z]{2,}$/i

export function isEmail(text: string): boolean {
  return text.length <= 512 && email.test(text)
}

export const emailAddress = z.string().refine(isEmail, {
  error: ({ input }) => `Invalid email address: ${input}`,
  params: { code: 'email_invalid' },
})

/** Stripe's limits of metadata: 50 keys of 40 characters, values of 500. */
export const metadata = z
  .record(z.string().max(40), z.string().max(500))
  .refine((values) => Object.keys(values).length <= 50, {
    error: 'Metadata can have up to 50 keys',
  })

const created = z.union([
  integer.transform((value) => ({ gte: value, lte: value })),
  z.strictObject({
    gt: integer.optional(),
    gte: integer.optional(),
    lt: integer.optional(),
    lte: integer.optional(),
  }),
])

/** What every list takes. */
export const paging = {
  limit: integer
    .refine((value) => value >= 1 && value <= 100, {
      error: 'This value must be between 1 and 100 (inclusive).',
      params: { code: 'parameter_invalid_integer' },
    })
    .optional(),
  starting_after: text.optional(),
  ending_before: text.optional(),
  created: created.optional(),
}

/** Reads parameters by a schema; throws Stripe's error for the first fault. */
export function readParameters<S extends z.ZodType>(schema: S, given: FormObject): z.infer<S> {
  const result = schema.safeParse(given)
  if (result.success) return result.data
  const [issue] = result.error.issues
  throw issue ? errorOf(issue, given) : new ApiError(400, { message: 'Invalid request' })
}

function errorOf(issue: z.core.$ZodIssue, given: FormObject): ApiError {
  if (issue.code === 'unrecognized_keys') {
    const param = bracketed([...issue.path, issue.keys[0] ?? ''])
    return invalid(param, `Received unknown parameter: ${param}`, 'parameter_unknown')
  }
  const param = bracketed(issue.path)
  const value = valueAt(given, issue.path)
  if (value === undefined)
    return invalid(param, `Missing required param: ${param}.`, 'parameter_missing')
  if (value === '')
    return invalid(
      param,
      `You passed an empty string for '${param}'. We assume empty values are an attempt to unset a parameter; however '${param}' cannot be unset.`,
      'parameter_invalid_empty',
    )
  if (issue.code === 'invalid_value')
    return invalid(param, `Invalid ${param}: must be one of ${issue.values.join(' or ')}`)
  if (issue.code === 'too_big')
    return invalid(param, `Invalid ${param}: must be at most ${issue.maximum} characters`)
  const code = issue.code === 'custom' ? issue.params?.code : undefined
  return invalid(param, issue.message, typeof code === 'string' ? code : undefined)
}

function bracketed(path: readonly PropertyKey[]): string {
  const [first = '', ...rest] = path.map(String)
  return first + rest.map((part) => `[${part}]`).join('')
}

function valueAt(given: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (at, part) =>
      typeof at === 'object' && at !== null
        ? (at as Record<PropertyKey, unknown>)[part]
        : undefined,
    given,
  )
}
