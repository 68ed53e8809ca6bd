import type { Switch } from './part.ts'
import type { Store } from './store.ts'

/** Levers of one part of the world by name, with what each can be turned to; the first is how it stands at first. */
type Levers = Record<string, { label: string; options: Record<string, string> }>

export type Switches<L extends Levers> = {
  value<N extends keyof L>(name: N): keyof L[N]['options']
  list(): Switch[]
  turn(name: string, value: string): Promise<void>
}

/** Where levers stand survives a restart. */
export function keptSwitches<L extends Levers>(store: Store, levers: L): Switches<L> {
  const standsAt = (name: string): string => {
    const options = levers[name]?.options ?? {}
    const kept = store.get<{ value: string }>('switch', name)?.value
    return kept !== undefined && kept in options ? kept : (Object.keys(options)[0] ?? '')
  }
  return {
    value: (name) => standsAt(String(name)),
    list: () =>
      Object.entries(levers).map(([name, { label, options }]) => ({
        name,
        label,
        value: standsAt(name),
        options: Object.entries(options).map(([value, label]) => ({ value, label })),
      })),
    async turn(name, value) {
      const lever = levers[name]
      if (!lever || !(value in lever.options))
        throw new Error(`There is no switch ${name} with the value ${value}`)
      await store.put('switch', name, { value })
    },
  }
}
