import { Field } from '#components/ui/field.tsx'
import { FieldError } from '#components/ui/labelled.tsx'
import { TextArea } from '#components/ui/text-area.tsx'
import type { Typed } from '#lib/domain/settings/form.ts'
import type { FieldView } from './field-views.ts'
import type { ShownFault } from './form-state.ts'
import { SettingsRows } from './settings-rows.tsx'
import { Tick } from './tick.tsx'

type Props = { view: FieldView; inside: FieldView[]; typed: Typed; faults: ShownFault[] }

/** One setting as it is typed, with what was wrong with it last time. */
export function SettingsInput(props: Props) {
  const { view, inside, typed, faults } = props
  const { path, kind, label, hint } = view
  const error = faults.find(({ field }) => field === path)?.message
  const given = { name: path, label, hint, error, defaultValue: typed[path] ?? '' }
  switch (kind) {
    case 'yes_no':
      return <Tick name={path} label={label} isTicked={path in typed} />
    case 'given':
      return (
        <div className="group/given flex flex-col gap-4">
          <Tick name={path} label={label} isTicked={path in typed} />
          <div className="hidden flex-col gap-6 border-s-3 border-line ps-5 group-has-[>label_:checked]/given:flex">
            {inside.map((one) => (
              <SettingsInput {...props} key={one.path} view={one} inside={[]} />
            ))}
          </div>
        </div>
      )
    case 'choice':
    case 'ticks':
      return <Options view={view} typed={typed} error={error} />
    case 'rows':
      return <SettingsRows view={view} typed={typed} faults={faults} error={error} />
    case 'text':
      return <TextArea {...given} rows={3} dir="auto" />
    case 'colour':
      return (
        <Field {...given} dir="ltr" autoComplete="off" spellCheck={false} className="max-w-44" />
      )
    case 'line':
      return (
        <Field {...given} type={view.input} dir={view.ltr ? 'ltr' : 'auto'} autoComplete="off" />
      )
    default:
      return (
        <Field {...given} dir="ltr" inputMode="decimal" autoComplete="off" className="max-w-44" />
      )
  }
}

type OptionsProps = { view: FieldView; typed: Typed; error: string | undefined }

function Options({ view: { path, kind, label, options }, typed, error }: OptionsProps) {
  const isChoice = kind === 'choice'
  return (
    <fieldset id={path} tabIndex={-1} aria-describedby={error ? `${path}-error` : undefined}>
      <legend className="mb-1.5 font-semibold">{label}</legend>
      {error && <FieldError name={path}>{error}</FieldError>}
      <div className="flex flex-col">
        {options.map(({ value, label: words }) =>
          isChoice ? (
            <label key={value} className="flex min-h-11 cursor-pointer items-center gap-3">
              <input
                type="radio"
                name={path}
                value={value}
                defaultChecked={typed[path] === value}
                className="size-6 shrink-0 accent-accent"
              />
              {words}
            </label>
          ) : (
            <Tick
              key={value}
              name={`${path}.${value}`}
              label={words}
              isTicked={`${path}.${value}` in typed}
            />
          ),
        )}
      </div>
    </fieldset>
  )
}
