import type { ReactNode } from 'react'
import { boxOf, Labelled } from '#components/ui/labelled.tsx'
import { TypedSelect } from '#components/ui/typed-before.tsx'

type Props = {
  name: string
  label: ReactNode
  error?: ReactNode
  /** Each value with what it is called. */
  options: readonly (readonly [value: string, label: string])[]
  defaultValue?: string
}

/** One choice out of a list that is too long for radio buttons. */
export function DeskSelect({ name, label, error, options, defaultValue }: Props) {
  const labels = { name, label, error }
  return (
    <Labelled {...labels}>
      <TypedSelect {...boxOf(labels, 'min-h-12 py-2')} defaultValue={defaultValue}>
        {options.map(([value, text]) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </TypedSelect>
    </Labelled>
  )
}
