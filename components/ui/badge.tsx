import { Icon, type IconName } from './icon.tsx'
import { type Tone, toneLooks } from './tone.ts'

export type Sign = [look: Tone | 'proud', icon: IconName]

const looks = { ...toneLooks, proud: 'bg-good text-paper' }

export function Badge({ sign: [look, icon] }: { sign: Sign }) {
  return (
    <span
      className={`badge mb-1 grid size-16 place-items-center rounded-full print:hidden ${looks[look]}`}
    >
      <Icon name={icon} className="size-9" />
    </span>
  )
}
