import type { ReactNode } from 'react'
import { Icon, type IconName } from './icon.tsx'
import { type Tone, toneLooks } from './tone.ts'

export function Chip({
  tone,
  icon,
  children,
}: {
  tone: Tone
  icon: IconName
  children: ReactNode
}) {
  return (
    <span className={`chip ${toneLooks[tone]}`}>
      <Icon name={icon} className="size-4" />
      {children}
    </span>
  )
}
