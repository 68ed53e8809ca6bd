import type { z } from 'zod'
import { missing } from '#app/missing.ts'

type Words<Form extends z.ZodType> = { [Field in keyof z.output<Form>]?: string }
type Read<Form extends z.ZodType> =
  | { asked: z.output<Form>; faults: Record<string, never> }
  | { asked: undefined; faults: Record<string, string> }

/**
 * What was typed into a form of the desk, by the schema of that form; or what is wrong with it, by field, in these words.
 * Into a field without words nobody types: where that is wrong, it is none of our forms.
 */
export function readTyped<Form extends z.ZodType>(
  typed: Record<string, string>,
  form: Form,
  words: Words<Form>,
): Read<Form> {
  const { data, error } = form.safeParse(typed)
  if (!error) return { asked: data as z.output<Form>, faults: {} }
  const fields = error.issues.map(({ path }) => path[0] as keyof Words<Form> & string)
  const faults = fields.map((field) => [field, words[field] ?? missing()])
  return { asked: undefined, faults: Object.fromEntries(faults) }
}
