import type { Collection } from '#lib/demo/stripe/collection.ts'
import { ApiError } from './api-error.ts'

/** An answer kept under its idempotency key. `at` in milliseconds. */
export type StoredAnswer = {
  id: string
  method: string
  path: string
  parameters: string
  at: number
  status: number
  body: string
}

export type Asked = { key: string; method: string; path: string; parameters: string }
export type Answer = { status: number; body: string; isKept: boolean }
type AnswerGiven = { status: number; body: string; isReplayed: boolean }

const keptMs = 24 * 3600 * 1000

type IdempotencyOptions = { answers: Collection<StoredAnswer>; now(): number }

/** Stripe's promise: a key does its work once, and asking again within 24 hours gives the first answer. */
export function idempotency({ answers, now }: IdempotencyOptions) {
  const inFlight = new Set<string>()

  return async function once(asked: Asked, work: () => Promise<Answer>): Promise<AnswerGiven> {
    const { key } = asked
    if (key.length > 255)
      throw new ApiError(400, {
        type: 'idempotency_error',
        message: 'Idempotency keys can be at most 255 characters long.',
      })
    if (inFlight.has(key)) throw inUse(key)
    const kept = answers.get(key)
    if (kept && now() - kept.at < keptMs) {
      refuseOtherUse(kept, asked)
      return { status: kept.status, body: kept.body, isReplayed: true }
    }
    inFlight.add(key)
    try {
      const { isKept, ...answer } = await work()
      const { key: id, ...use } = asked
      if (isKept) answers.save(id, { id, ...use, ...answer, at: now() })
      return { ...answer, isReplayed: false }
    } finally {
      inFlight.delete(key)
    }
  }
}

function inUse(key: string): ApiError {
  return new ApiError(409, {
    type: 'idempotency_error',
    code: 'idempotency_key_in_use',
    message: `There is currently another in-progress request using this Stripe idempotency key (${key}), which probably means you submitted twice, and the other request is still going through. If you are sure this isn't the case, you can contact us.`,
  })
}

function refuseOtherUse(kept: StoredAnswer, asked: Asked): void {
  if (kept.method !== asked.method || kept.path !== asked.path)
    throw new ApiError(400, {
      type: 'idempotency_error',
      message: `Keys for idempotent requests can only be used for the same endpoint they were first used for ('${kept.path}' vs '${asked.path}'). Try using a key other than '${asked.key}' if you meant to execute a different request.`,
    })
  if (kept.parameters !== asked.parameters)
    throw new ApiError(400, {
      type: 'idempotency_error',
      message: `Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than '${asked.key}' if you meant to execute a different request.`,
    })
}
