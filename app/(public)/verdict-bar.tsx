import type { ReactNode } from 'react'
import { Icon, type IconName } from '#components/ui/icon.tsx'
import type { Verdict } from '#lib/domain/lock/screens.ts'

export type VerdictTone = 'good' | 'plain' | 'note' | 'wait' | 'open'

const looks: Record<VerdictTone, [look: string, icon: IconName]> = {
  good: ['bg-good-wash text-good', 'yes'],
  plain: ['bg-sunk text-ink', 'signal'],
  note: ['bg-sunk text-ink', 'info'],
  wait: ['bg-wait-wash text-wait', 'no'],
  open: ['bg-sunk text-ink', 'question'],
}

export const toneOf: Record<Verdict, VerdictTone> = {
  paying_opens: 'good',
  nothing_to_pay: 'plain',
  paying_does_not_open: 'wait',
  not_known: 'open',
}

type Props = { tone: VerdictTone; title: ReactNode; children: ReactNode }

export function VerdictBar({ tone, title, children }: Props) {
  const [look, icon] = looks[tone]
  return (
    <div className={`verdict ${look}`}>
      <Icon name={icon} className="size-7" />
      <p>
        <b className="block text-lead">{title}</b>
        <span className="text-ink">{children}</span>
      </p>
    </div>
  )
}
