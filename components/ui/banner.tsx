import type { ReactNode } from 'react'
import { Icon, type IconName } from './icon.tsx'
import { type Tone, toneIcons, toneLooks } from './tone.ts'

type Props = { tone: Tone; title?: ReactNode; icon?: IconName; children?: ReactNode }

/** One thing to know before the rest of the page; its tone is said in words and shape, not by colour alone. */
export function Banner({ tone, title, icon, children }: Props) {
  return (
    <div
      role={tone === 'bad' ? 'alert' : 'status'}
      className={`banner flex gap-3 rounded-2xl p-4 ${toneLooks[tone]}`}
    >
      <Icon name={icon ?? toneIcons[tone]} className="mt-0.5 size-6" />
      <div className="flex min-w-0 flex-col gap-1 wrap-anywhere">
        {title && <p className="font-semibold">{title}</p>}
        {children && <div className="text-small text-ink">{children}</div>}
      </div>
    </div>
  )
}
