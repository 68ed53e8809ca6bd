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
    <div className="choice group @container">
      <label
        htmlFor={id}
        className="grid cursor-pointer grid-cols-[1.5rem_minmax(0,1fr)] gap-x-[min(0.75rem,4vw)] p-[min(1rem,5vw)]"
      >
        <TypedRadio
          id={id}
          name={name}
          value={value}
          defaultChecked={defaultChecked}
          aria-describedby={describedBy}
          required
          className="mt-0.5 size-5.5 appearance-none rounded-full border-2 border-edge bg-paper outline-none checked:border-[0.4rem] checked:border-accent-text"
        />
        <span className={`choice-words ${aside ? 'has-aside' : ''}`}>
          <span className="min-w-0 font-medium">{label}</span>{' '}
          {aside && <span className="min-w-0 text-lead font-bold tabular-nums">{aside}</span>}
        </span>{' '}
        {hint && (
          <span className="col-start-2 mt-1 text-small @max-[14rem]:col-span-2 @max-[14rem]:col-start-1 text-soft group-has-[:checked]:font-medium group-has-[:checked]:text-ink">
            {hint}
          </span>
        )}
      </label>
      {children && <div className="choice-more ps-[min(3.25rem,12vw)] pe-4 pb-4">{children}</div>}
    </div>
  )
}
