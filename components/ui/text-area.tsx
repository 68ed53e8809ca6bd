import type { ComponentProps } from 'react'
import { boxOf, Labelled, type Labels } from './labelled.tsx'
import { TypedArea } from './typed-before.tsx'

type Props = Omit<ComponentProps<'textarea'>, 'id' | 'name'> & Labels

/** Some lines of text to type, as `Field` is for one. Whoever goes back finds what they wrote. */
export function TextArea({ name, id, label, hint, error, className = '', ...area }: Props) {
  const labels = { name, label, hint, error, ...(id && { id }) }
  return (
    <Labelled {...labels}>
      <TypedArea rows={4} autoComplete="on" {...boxOf(labels, `py-3 ${className}`)} {...area} />
    </Labelled>
  )
}
