import { Field } from '#components/ui/field.tsx'
import { FieldError } from '#components/ui/labelled.tsx'
import { TextArea } from '#components/ui/text-area.tsx'

export type ActFieldProps = {
  name: string
  label: string
  hint?: string
  kind: 'text' | 'amount' | 'date' | 'time' | 'number' | 'area' | 'choice'
  value?: string
  /** For `choice`: nothing is ticked unless the person ticked it before. */
  options?: { value: string; label: string; hint?: string }[]
}

type Props = ActFieldProps & { typed: string | undefined; error: string | undefined }

const inputs = {
  text: { autoComplete: 'off', maxLength: 200 },
  amount: { autoComplete: 'off', inputMode: 'decimal', dir: 'ltr', maxLength: 40 },
  number: { autoComplete: 'off', inputMode: 'numeric', dir: 'ltr', maxLength: 4 },
  date: { type: 'date', dir: 'ltr' },
  time: { type: 'time', dir: 'ltr' },
} as const

export function ActField({ name, label, hint, kind, value, options, typed, error }: Props) {
  const shown = typed ?? value ?? ''
  if (kind === 'choice')
    return (
      <Options
        name={name}
        label={label}
        hint={hint}
        error={error}
        typed={shown}
        options={options ?? []}
      />
    )
  const about = { name, label, hint, error, defaultValue: shown }
  if (kind === 'area') return <TextArea key={shown} {...about} maxLength={500} />
  return <Field key={shown} {...about} {...inputs[kind]} />
}

type OptionsProps = {
  name: string
  label: string
  hint: string | undefined
  error: string | undefined
  typed: string
  options: NonNullable<ActFieldProps['options']>
}

function Options({ name, label, hint, error, typed, options }: OptionsProps) {
  return (
    <fieldset id={name} tabIndex={-1} className="flex flex-col gap-1">
      <legend className="mb-1 font-semibold">{label}</legend>
      {hint && <p className="text-small text-soft">{hint}</p>}
      {error && <FieldError name={name}>{error}</FieldError>}
      {options.map((option) => (
        <label
          key={`${option.value} ${typed}`}
          className="flex min-h-11 cursor-pointer items-start gap-3 py-2"
        >
          <input
            type="radio"
            name={name}
            value={option.value}
            defaultChecked={typed === option.value}
            className="mt-0.5 size-5.5 shrink-0 accent-accent"
          />
          <span>
            {option.label}
            {option.hint && <span className="block text-small text-soft"> {option.hint}</span>}
          </span>
        </label>
      ))}
    </fieldset>
  )
}
