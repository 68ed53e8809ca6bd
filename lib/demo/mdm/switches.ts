import type { Switch } from '#lib/demo/world/part.ts'
import type { Store } from '#lib/demo/world/store.ts'

const definitions = {
  'mdm.api': {
    label: 'Lock service',
    options: {
      normal: 'Works',
      down: 'Down (503)',
      slow: 'Slow (10 s)',
      refusing: 'Refuses (422)',
      refusing_later: 'Says yes, refuses later',
      lying: 'Says yes, does nothing',
      hangs: 'Acts, never answers',
      bad_body: 'Answers nonsense',
      rate_limited: 'Too many requests (429)',
    },
  },
  'mdm.callbacks': {
    label: 'Its callbacks',
    options: {
      normal: 'Arrive',
      delayed: 'Late (20 s)',
      lost: 'Get lost',
      doubled: 'Come twice',
      bad_signature: 'Wrongly signed',
    },
  },
} as const

type Definitions = typeof definitions
export type ApiMode = keyof Definitions['mdm.api']['options']
export type CallbackMode = keyof Definitions['mdm.callbacks']['options']

/** The levers of the sandbox lock service; they survive a restart. */
export function mdmSwitches(store: Store) {
  const settingOf = (name: keyof Definitions): string =>
    store.get<{ value: string }>('switch', name)?.value ?? 'normal'
  return {
    api: () => settingOf('mdm.api') as ApiMode,
    callbacks: () => settingOf('mdm.callbacks') as CallbackMode,
    list: (): Switch[] =>
      (Object.keys(definitions) as (keyof Definitions)[]).map((name) => ({
        name,
        label: definitions[name].label,
        value: settingOf(name),
        options: Object.entries(definitions[name].options).map(([value, label]) => ({
          value,
          label,
        })),
      })),
    /** Names and values it does not know are left alone. */
    async turn(name: string, value: string): Promise<void> {
      const definition = definitions[name as keyof Definitions]
      if (definition && value in definition.options) await store.put('switch', name, { value })
    },
  }
}

export type MdmSwitches = ReturnType<typeof mdmSwitches>
