import { isSentForm } from '#app/desk/acts/sent-form.ts'
import type { ReturnState } from '#lib/domain/return/return.ts'

/** The forms in which something is typed, each with the states of a return that have it. */
const statesOf = {
  move: ['arranged'],
  receive: ['arranged', 'expired'],
  inspect: ['received'],
  decide: ['disputed', 'inspected'],
} as const satisfies Record<string, readonly ReturnState[]>

export type ReturnForm = keyof typeof statesOf

/** Whether a return has this form as it stands. */
export function hasForm(state: ReturnState, form: ReturnForm): boolean {
  return statesOf[form].some((name) => name === state)
}

/** Where a form is sent without scripts: the page that shows it again with what was typed, whatever has become of the return. */
export function addressOf(returnId: string, form: ReturnForm): string {
  return `/desk/returns/${returnId}?form=${form}`
}

/** The form that this page is the answer to, when it was sent without scripts. */
export async function sentForm(name: string | undefined): Promise<ReturnForm | undefined> {
  if (!name || !Object.hasOwn(statesOf, name)) return undefined
  return (await isSentForm()) ? (name as ReturnForm) : undefined
}
