import { DeskSelect } from '#components/desk/desk-select.tsx'
import { Button } from '#components/ui/button.tsx'
import { Field } from '#components/ui/field.tsx'
import { FormButton } from '#components/ui/form-button.tsx'
import { FieldError } from '#components/ui/labelled.tsx'
import type { Typed } from '#lib/domain/settings/form.ts'
import type { FieldView } from './field-views.ts'
import type { ShownFault } from './form-state.ts'

type Props = { view: FieldView; typed: Typed; faults: ShownFault[]; error: string | undefined }

/** A list: each row with its fields and a way to remove it, and a way to add one. */
export function SettingsRows({ view, typed, faults, error }: Props) {
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

type RowProps = Omit<Props, 'error'> & { row: number }

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
