import type { ReactNode } from 'react'
import { Icon } from './icon.tsx'

/** What a field says of itself, beside the box that is typed in. */
export type Labels = {
  name: string
  /** Where one page has several of the same name. */
  id?: string
  label: ReactNode
  hint?: ReactNode
  error?: ReactNode
}

type Props = Labels & { children: ReactNode }

export function Labelled({ name, id = name, label, hint, error, children }: Props) {
  return (
    <div className="flex min-w-0 flex-col gap-1.5">
      <label htmlFor={id} className="font-semibold">
        {label}
      </label>
      {hint && (
        <p id={`${id}-hint`} className="text-small text-soft">
          {hint}
        </p>
      )}
      {error && <FieldError name={id}>{error}</FieldError>}
      {children}
    </div>
  )
}

/** What ties the box to its hint and its error, and how it looks. */
export function boxOf({ name, id = name, hint, error }: Labels, className: string) {
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ')
  return {
    id,
    name,
    'aria-describedby': described || undefined,
    'aria-invalid': error ? true : undefined,
    className: `w-full rounded-[0.875rem] border-2 bg-paper px-4 ${error ? 'border-bad' : 'border-edge'} ${className}`,
  }
}

/** What is wrong with the field `name`; its id is `{name}-error`. */
export function FieldError({ name, children }: { name: string; children: ReactNode }) {
  return (
    <p id={`${name}-error`} className="flex gap-2 text-small font-semibold text-bad">
      <Icon name="alert" />
      <span className="min-w-0 wrap-anywhere">{children}</span>
    </p>
  )
}
