import { AsyncLocalStorage } from 'node:async_hooks'
import { pino } from 'pino'
import { logLevel } from './env.ts'

const correlation = new AsyncLocalStorage<string>()

/** JSON lines on standard output; every line inside `withCorrelation` carries its id. */
export const log = pino({
  level: logLevel(),
  base: undefined,
  timestamp: pino.stdTimeFunctions.isoTime,
  mixin: () => {
    const correlationId = correlation.getStore()
    return correlationId ? { correlationId } : {}
  },
  serializers: { err: loggedError },
  redact: [
    'imei',
    'email',
    'phone',
    'code',
    '*.imei',
    '*.email',
    '*.phone',
    '*.code',
    'secret',
    '*.secret',
  ],
})

// What others send comes into messages of errors, the recipients' addresses among it, and of any length.
const longest = 4_000

/** An error as it is logged: its words without anybody's address or number, and nothing that hangs on it but plain facts. */
function loggedError(cause: Error): Record<string, unknown> {
  const { aggregateErrors: _, raw: __, ...facts } = pino.stdSerializers.err(cause)
  const plain = Object.entries(facts).filter(([, fact]) => Object(fact) !== fact)
  return Object.fromEntries(
    plain.map(([name, fact]) => [name, typeof fact === 'string' ? withoutPeople(fact) : fact]),
  )
}

function withoutPeople(text: string): string {
  return text
    .slice(0, 2 * longest)
    .replace(/[^\s@<>"'(),;:=]+@[^\s@<>"'(),;]+/g, '[address]')
    .replace(/\+\d{7,15}\b|(?<![\w-])\d{14,16}(?![\w-])/g, '[number]')
    .slice(0, longest)
}

/** Runs `work` so that each of its log lines can be found by `correlationId`. */
export function withCorrelation<T>(correlationId: string, work: () => T): T {
  return correlation.run(correlationId, work)
}
