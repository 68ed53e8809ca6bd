import type { ReactNode } from 'react'
import { TypedRadio } from './typed-before.tsx'

type Props = {
  name: string
  value: string
  label: ReactNode
  aside?: ReactNode
  hint?: ReactNode
  defaultChecked?: boolean
  describedBy?: string
  children?: ReactNode
}

/**
 * A radio button as a card, or as a line of the card that `.choices` stand in. Nothing is ticked unless the person ticked it before. `children` show only while it is. With large
 * text in a narrow window the hint takes the whole width, so that an amount in it stays on one line.
 */
export function Choice({
  name,
  value,
  label,
  aside,
  hint,
  defaultChecked,
  describedBy,
  children,
}: Props) {
  const id = `${name}-${value}`
  return (
    <div className="choice @container">
      <label htmlFor={id}>
        <TypedRadio
          id={id}
          name={name}
          value={value}
          defaultChecked={defaultChecked}
          aria-describedby={describedBy}
          required
        />
        <span className={aside ? 'choice-words has-aside' : 'choice-words'}>
          {label} {aside}
        </span>{' '}
        {hint && <span className="choice-hint">{hint}</span>}
      </label>
      {children && <div className="choice-more">{children}</div>}
    </div>
  )
}
