import { keptSwitches, type Switches } from '#lib/demo/world/levers.ts'
import type { Store } from '#lib/demo/world/store.ts'

const levers = {
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

export type MdmSwitches = Switches<typeof levers>

/** The levers of the sandbox lock service. */
export const mdmSwitches = (store: Store): MdmSwitches => keptSwitches(store, levers)
