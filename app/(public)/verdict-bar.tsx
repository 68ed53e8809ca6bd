import type { ReactNode } from 'react'
import { Icon, type IconName } from '#components/ui/icon.tsx'
import type { Verdict } from '#lib/domain/lock/screens.ts'

const looks: Record<Verdict, [look: string, icon: IconName]> = {
  paying_opens: ['bg-good-wash text-good', 'yes'],
  nothing_to_pay: ['bg-sunk text-ink', 'signal'],
  paying_does_not_open: ['bg-wait-wash text-wait', 'no'],
  not_known: ['bg-sunk text-ink', 'question'],
}

type Props = { verdict: Verdict; title: ReactNode; children: ReactNode }

/** Whether paying helps, said first, at the top of a card. */
export function VerdictBar({ verdict, title, children }: Props) {
  const [look, icon] = looks[verdict]
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
