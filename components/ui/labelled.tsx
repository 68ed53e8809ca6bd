import type { ReactNode } from 'react'
import { Icon } from './icon.tsx'

/** What a field says of itself, beside the box that is typed in. */
export type Labels = { name: string; label: ReactNode; hint?: ReactNode; error?: ReactNode }

/** A label, a hint, what was wrong last time, and the box itself. */
export function Labelled({ name, label, hint, error, children }: Labels & { children: ReactNode }) {
  return (
    <div className="flex flex-col gap-1.5">
      <label htmlFor={name} className="font-semibold">
        {label}
      </label>
      {hint && (
        <p id={`${name}-hint`} className="text-small text-soft">
          {hint}
        </p>
      )}
      {error && <FieldError name={name}>{error}</FieldError>}
      {children}
    </div>
  )
}

/** What ties the box to its hint and its error, and how it looks. */
export function boxOf({ name, hint, error }: Labels, className: string) {
  const described = [hint && `${name}-hint`, error && `${name}-error`].filter(Boolean).join(' ')
  return {
    id: name,
    name,
    'aria-describedby': described || undefined,
    'aria-invalid': error ? true : undefined,
    className: `w-full rounded-xl border-2 bg-paper px-4 ${error ? 'border-bad' : 'border-edge'} ${className}`,
  }
}

/** What is wrong with the field `name`; its id is `{name}-error`. */
export function FieldError({ name, children }: { name: string; children: ReactNode }) {
  return (
    <p id={`${name}-error`} className="flex gap-2 text-small font-semibold text-bad">
      <Icon name="alert" />
      <span>{children}</span>
    </p>
  )
}
