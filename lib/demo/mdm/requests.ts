import { z } from 'zod'

const instant = z.iso.datetime({ offset: true })

/** What the contract lets a portal send, and nothing beside it. */
export const requests = {
  unlock: z.strictObject({
    commandId: z.string().min(1).max(200),
    attempt: z.int().min(1),
    intent: z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('until'), relockAt: instant }),
      z.strictObject({ kind: z.literal('indefinite') }),
      z.strictObject({ kind: z.literal('release') }),
    ]),
  }),
  message: z.strictObject({
    title: z.string().max(100),
    body: z.string().max(350),
    link: z.string().max(300).optional(),
    code: z.string().max(32).optional(),
    codeExpiresAt: instant.optional(),
  }),
  readings: z.strictObject({ ids: z.array(z.string().min(1)).min(1).max(200) }),
  offlineCode: z.strictObject({ passkey: z.string().max(32).optional() }),
}

/** The body as its schema wants it; undefined when it is not that. */
export function bodyOf<T>(rawBody: string, schema: z.ZodType<T>): T | undefined {
  try {
    return schema.safeParse(JSON.parse(rawBody)).data
  } catch {
    return undefined
  }
}
