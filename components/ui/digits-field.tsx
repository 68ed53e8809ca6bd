import { Field } from './field.tsx'
import type { Labels } from './labelled.tsx'

type Props = Labels & { defaultValue: string | undefined; inputMode?: 'decimal' | 'numeric' }

/** A field for digits, an amount unless `inputMode` says otherwise: left to right, with room for the longest. */
export function DigitsField({ inputMode = 'decimal', ...field }: Props) {
  return <Field {...field} inputMode={inputMode} autoComplete="off" dir="ltr" maxLength={40} />
}
