import type { ComponentProps } from 'react'
import { boxOf, Labelled, type Labels } from './labelled.tsx'
import { TypedInput } from './typed-before.tsx'

type Props = Omit<ComponentProps<'input'>, 'id' | 'name'> & Labels

/** One line of text to type, with its label, a hint, and what was wrong last time. Pass what was typed as `defaultValue`. */
export function Field({ name, id, label, hint, error, className = '', ...input }: Props) {
  const labels = { name, label, hint, error, ...(id && { id }) }
  return (
    <Labelled {...labels}>
      <TypedInput {...boxOf(labels, `min-h-14 py-2.5 ${className}`)} {...input} />
    </Labelled>
  )
}
