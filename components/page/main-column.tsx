import type { ReactNode } from 'react'

export type MainProps = {
  title: ReactNode
  /** A line under the title. */
  lead?: ReactNode
  back?: { href: string; label: ReactNode } | undefined
  /** A large sign above the title. */
  badge?: ReactNode
  children?: ReactNode
}

type Props = MainProps & { column?: 'column' | 'desk-column' }

export function MainColumn({ title, lead, back, badge, children, column = 'column' }: Props) {
  return (
    <main id="main" className={`${column} flex flex-1 flex-col gap-5 py-6`}>
      {back && (
        <a href={back.href} className="back-link print:hidden">
          <span>{back.label}</span>
        </a>
      )}
      <div className="flex flex-col gap-2">
        {badge}
        <h1>{title}</h1>
        {lead && <div className="text-soft wrap-anywhere">{lead}</div>}
      </div>
      {children}
    </main>
  )
}
