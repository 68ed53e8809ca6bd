import type { ReactNode } from 'react'

type Props = {
  name: string
  label: ReactNode
  /** Each value with what it is called. */
  options: readonly (readonly [value: string, label: string])[]
  defaultValue?: string
}

/** One choice out of a list that is too long for radio buttons. */
export function DeskSelect({ name, label, options, defaultValue }: Props) {
  return (
    <div className="flex flex-col gap-1.5">
      <label htmlFor={name} className="font-semibold">
        {label}
      </label>
      <select
        id={name}
        name={name}
        defaultValue={defaultValue}
        className="min-h-12 w-full rounded-xl border-2 border-edge bg-paper px-4 py-2"
      >
        {options.map(([value, text]) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </select>
    </div>
  )
}
