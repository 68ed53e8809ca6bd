import { Field } from '#components/ui/field.tsx'
import { FieldError } from '#components/ui/labelled.tsx'
import { TextArea } from '#components/ui/text-area.tsx'
import type { HandOverState } from './actions.ts'
import type { HandOverWords } from './hand-over-words.ts'

type Props = Pick<HandOverState, 'typed' | 'faults'> & { words: HandOverWords }

export function CourierFields({ typed, faults, words }: Props) {
  return (
    <div className="flex flex-col gap-4">
      <Field
        key={`on ${typed.on}`}
        name="on"
        {...words.on}
        error={faults.on}
        type="date"
        min={words.firstDay}
        max={words.lastDay}
        defaultValue={typed.on}
        dir="ltr"
      />
      <fieldset id="slot" className="flex flex-col">
        <legend className="mb-1 font-semibold">{words.slot}</legend>
        {faults.slot && <FieldError name="slot">{faults.slot}</FieldError>}
        {words.slots.map(([value, label]) => (
          <label key={`${value} ${typed.slot}`} className="flex min-h-11 items-center gap-3">
            <input
              type="radio"
              name="slot"
              value={value}
              defaultChecked={typed.slot === value}
              className="size-5.5 shrink-0 accent-accent"
            />
            {label}
          </label>
        ))}
      </fieldset>
      <TextArea
        key={`address ${typed.address}`}
        name="address"
        {...words.address}
        error={faults.address}
        defaultValue={typed.address}
        rows={3}
        autoComplete="street-address"
        dir="auto"
      />
    </div>
  )
}
