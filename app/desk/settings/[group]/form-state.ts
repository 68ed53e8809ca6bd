import type { ShownChange } from '#components/desk/change-list.tsx'
import type { Typed } from '#lib/domain/settings/form.ts'

/** `at` says the fault where its field is not beside it: with the field's name. */
export type ShownFault = { field: string; message: string; at: string }

/** Who changed the same settings meanwhile, when, and what. */
export type ShownMeanwhile = { version: number; by: string; changes: ShownChange[] }

export type FormState = {
  /** `review`: what would change is shown, and nothing is changed yet. */
  step: 'edit' | 'review'
  typed: Typed
  /** The version that was read. */
  version: number
  reason: string
  faults?: ShownFault[]
  changes?: ShownChange[]
  notice?: 'same' | 'stale' | 'waiting'
  meanwhile?: ShownMeanwhile[]
}
