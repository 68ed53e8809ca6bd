import type { ComponentProps, ReactNode } from 'react'
import { Icon } from './icon.tsx'

type Props = Omit<ComponentProps<'input'>, 'id' | 'name'> & {
  name: string
  label: ReactNode
  hint?: ReactNode
  error?: ReactNode
}

/** One line of text to type, with its label, a hint, and what was wrong last time. Pass what was typed as `defaultValue`. */
export function Field({ name, label, hint, error, className = '', ...input }: Props) {
  const described = [hint && `${name}-hint`, error && `${name}-error`].filter(Boolean).join(' ')
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
      <input
        id={name}
        name={name}
        aria-describedby={described || undefined}
        aria-invalid={error ? true : undefined}
        className={`min-h-12 w-full rounded-xl border-2 bg-paper px-4 py-2 ${error ? 'border-bad' : 'border-edge'} ${className}`}
        {...input}
      />
    </div>
  )
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
