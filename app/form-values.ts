import { z } from 'zod'

/** What a form holds under a name, as it was typed; empty where it holds nothing, or a file. */
export function textOf(form: FormData, name: string): string {
  const value = form.get(name)
  return typeof value === 'string' ? value : ''
}

/** A whole number as our own pages write it into a form or an address: minor units, or the place of a line. */
export const wholeNumber = z
  .string()
  .regex(/^\d{1,18}$/)
  .transform(BigInt)

/** The same, or undefined. */
export function wholeNumberIn(text: string | undefined): bigint | undefined {
  return wholeNumber.safeParse(text).data
}
