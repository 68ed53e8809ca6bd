import type { z } from 'zod'
import { missing } from './missing.ts'

/** What a form sent, by the schema that stands beside it. Where that does not fit, it is none of our forms: there is nothing there. */
export function requireForm<Form extends z.ZodType>(
  sent: FormData | Record<string, string>,
  form: Form,
): z.output<Form> {
  const read = form.safeParse(sent instanceof FormData ? Object.fromEntries(sent) : sent)
  return read.success ? read.data : missing()
}
