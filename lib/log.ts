import { AsyncLocalStorage } from 'node:async_hooks'
import { pino } from 'pino'

const correlation = new AsyncLocalStorage<string>()

/** JSON lines on standard output; every line inside `withCorrelation` carries its id. */
export const log = pino({
  level: process.env.LOG_LEVEL || 'info',
  base: undefined,
  timestamp: pino.stdTimeFunctions.isoTime,
  mixin: () => {
    const correlationId = correlation.getStore()
    return correlationId ? { correlationId } : {}
  },
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

/** Runs `work` so that each of its log lines can be found by `correlationId`. */
export function withCorrelation<T>(correlationId: string, work: () => T): T {
  return correlation.run(correlationId, work)
}
