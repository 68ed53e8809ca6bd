import { type Html, html } from './html.ts'

export type Happening = { at: string; line: string }

const kept = 30

export function happenings() {
  const list: Happening[] = []
  const listeners = new Set<() => void>()
  return {
    add(line: string): void {
      list.unshift({ at: new Date().toISOString().slice(11, 19), line })
      list.length = Math.min(list.length, kept)
      for (const listener of listeners) listener()
    },
    list: (): readonly Happening[] => list,
    onAdd(listener: () => void): () => void {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

export type Happenings = ReturnType<typeof happenings>

export function happeningList(list: readonly Happening[]): Html {
  return html`<ol class="happenings" data-part="happenings" tabindex="0" aria-label="On the wire">${list.map(
    ({ at, line }) => html`<li><time>${at}</time> ${line}</li>`,
  )}${list.length === 0 && html`<li class="soft">Nothing yet. Pay for a phone, and watch.</li>`}</ol>`
}
