import type { ReactNode } from 'react'
import { Icon, type IconName } from './icon.tsx'

type Props = {
  icon: IconName
  title: ReactNode
  /** What is to be known before it is unfolded. */
  line: ReactNode
  /** Those of one name: when one is unfolded the others fold. */
  group: string
  children: ReactNode
}

/** A choice in one line, which unfolds without scripts. */
export function Fold({ icon, title, line, group, children }: Props) {
  return (
    <details className="fold" name={group}>
      <summary>
        <Icon name={icon} />
        <span>
          <b>{title}</b> <span>{line}</span>
        </span>{' '}
      </summary>
      <div>{children}</div>
    </details>
  )
}
