import type { ComponentProps, ReactNode } from 'react'
import { ErrorSummary, type FieldFault } from './error-summary.tsx'
import { ShownAgain } from './form-button.tsx'

type Props = ComponentProps<'form'> & {
  /** What was wrong when it was sent, in the order of its fields. */
  faults?: readonly FieldFault[]
  /** What stands over the faults, when not the words of every form. */
  summary?: ReactNode
}

/**
 * Every form of ours; what was wrong with it stands first. Going back, a browser fills in what stood at the same place before:
 * a choice that nobody made, an amount that was shown another day. So a form stands as it was made; only a long text is kept
 * (`TextArea`).
 */
export function Form({ faults = [], summary, children, ...form }: Props) {
  const isShownAgain = faults.length > 0 && typeof form.action === 'function'
  return (
    <form autoComplete="off" {...form}>
      <ErrorSummary title={summary} faults={faults} />
      {isShownAgain ? <ShownAgain>{children}</ShownAgain> : children}
    </form>
  )
}

/** The faults of a form by the id of the field; what is no words is no fault. */
export function faultsAt(errors: Record<string, ReactNode>): FieldFault[] {
  return Object.entries(errors).flatMap(([field, message]) => (message ? [{ field, message }] : []))
}
