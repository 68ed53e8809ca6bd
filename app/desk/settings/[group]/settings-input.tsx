import { DeskSelect } from '#components/desk/desk-select.tsx'
import { Button } from '#components/ui/button.tsx'
import { Field } from '#components/ui/field.tsx'
import { FormButton } from '#components/ui/form-button.tsx'
import { FieldError } from '#components/ui/labelled.tsx'
import { TextArea } from '#components/ui/text-area.tsx'
import type { Typed } from '#lib/domain/settings/form.ts'
import type { FieldView } from './field-views.ts'
import type { ShownFault } from './form-state.ts'

type Props = { view: FieldView; inside: FieldView[]; typed: Typed; faults: ShownFault[] }

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

type RowsProps = { view: FieldView; typed: Typed; faults: ShownFault[]; error: string | undefined }

/** A list: each row with its fields and a way to remove it, and a way to add one. */
function SettingsRows({ view, typed, faults, error }: RowsProps) {
  const { path, label, hint, rowWords } = view
  const rows = rowNumbers(typed, path)
  return (
    <fieldset id={path} tabIndex={-1} className="flex flex-col gap-4">
      <legend className="text-lead font-semibold">{label}</legend>
      {hint && <p className="text-small text-soft">{hint}</p>}
      {error && <FieldError name={path}>{error}</FieldError>}
      {rows.length === 0 && <p className="text-soft">{rowWords?.none}</p>}
      {rows.map((row) => (
        <Row key={row} view={view} row={row} typed={typed} faults={faults} />
      ))}
      <Button look="quiet" name="intent" value={`add:${path}`} formNoValidate>
        {rowWords?.add}
      </Button>
    </fieldset>
  )
}

type RowProps = Omit<RowsProps, 'error'> & { row: number }

function Row({ view: { path, columns, rowWords }, row, typed, faults }: RowProps) {
  const title = rowWords?.row.replace('{number}', String(row + 1))
  return (
    <fieldset className="flex flex-col gap-4 border-s-3 border-line ps-5">
      <legend className="sr-only">{title}</legend>
      <div className="flex items-center justify-between gap-4">
        <span aria-hidden="true" className="font-semibold">
          {title}
        </span>
        <FormButton
          name="intent"
          value={`remove:${path}:${row}`}
          formNoValidate
          className="min-h-11 cursor-pointer px-2 text-small text-soft underline underline-offset-4"
        >
          {rowWords?.remove}
          <span className="sr-only"> {title}</span>
        </FormButton>
      </div>
      {columns.map(({ name, label, type, options }) => {
        const input = `${path}.${row}.${name}`
        const error = faults.find(({ field }) => field === input)?.message
        if (options)
          return (
            <DeskSelect
              key={`${name} ${typed[input]}`}
              name={input}
              label={label}
              error={error}
              options={[['', ''], ...options.map((one) => [one.value, one.label] as const)]}
              defaultValue={typed[input] ?? ''}
            />
          )
        return (
          <Field
            key={name}
            name={input}
            label={label}
            type={type}
            error={error}
            defaultValue={typed[input] ?? ''}
            dir={type === 'text' ? 'auto' : 'ltr'}
            autoComplete="off"
          />
        )
      })}
    </fieldset>
  )
}

function rowNumbers(typed: Typed, path: string): number[] {
  const names = Object.keys(typed).filter((name) => name.startsWith(`${path}.`))
  return [...new Set(names.map((name) => Number(name.slice(path.length + 1).split('.')[0])))]
}

type TickProps = { name: string; label: string; isTicked: boolean }

export function Tick({ name, label, isTicked }: TickProps) {
  return (
    <label className="flex min-h-11 cursor-pointer items-center gap-3">
      <input
        type="checkbox"
        id={name}
        name={name}
        defaultChecked={isTicked}
        className="size-6 shrink-0 accent-accent"
      />
      {label}
    </label>
  )
}
