import { keptText } from '#lib/domain/kept-text.ts'

/** What a form of the desk shows after it was sent and not yet done. All of it is text: it crosses to the browser. */
export type ActState = {
  typed: Record<string, string>
  /** What is wrong, by field. */
  faults: Record<string, string>
  notice?: {
    tone: 'bad' | 'wait' | 'plain'
    title: string
    text?: string
    link?: { href: string; label: string }
  }
  /** What the act does, to be confirmed. `key` stands for exactly this; `confirm` is the button, when not the form's own. */
  effects?: { key: string; sentences: string[]; confirm?: string }
  /** The figures that were shown, when they are not the page's any more. */
  seen?: string
}

export const nothingTyped: ActState = { typed: {}, faults: {} }

export type ActAction = (state: ActState, form: FormData) => Promise<ActState>

/** What a form of the desk sent, to be read by its schema and shown again: its text fields, shortened to what any of them takes. */
export function typedIn(form: FormData): Record<string, string> {
  return Object.fromEntries(
    [...form].flatMap(([name, value]) =>
      typeof value === 'string' && !name.startsWith('$')
        ? [[name, keptText(value).trim().slice(0, 600)]]
        : [],
    ),
  )
}

/** Whether what this form confirms is exactly `key`. */
export function isConfirmed(typed: Record<string, string>, key: string): boolean {
  return typed.confirmed === key
}
