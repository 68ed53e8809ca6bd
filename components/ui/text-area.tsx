import type { ComponentProps, ReactNode } from 'react'
import { FieldError } from './field.tsx'

type Props = Omit<ComponentProps<'textarea'>, 'id' | 'name'> & {
  name: string
  label: ReactNode
  hint?: ReactNode
  error?: ReactNode
}

/** Some lines of text to type, as `Field` is for one. */
export function TextArea({ name, label, hint, error, className = '', ...area }: Props) {
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
      <textarea
        id={name}
        name={name}
        rows={4}
        aria-describedby={described || undefined}
        aria-invalid={error ? true : undefined}
        className={`w-full rounded-xl border-2 bg-paper px-4 py-3 ${error ? 'border-bad' : 'border-edge'} ${className}`}
        {...area}
      />
    </div>
  )
}
