import type { ReactNode } from 'react'

export function DeskList({ children, label }: { children: ReactNode; label?: string }) {
  return (
    <ul aria-label={label} className="flex flex-col divide-y divide-line rounded-2xl bg-paper px-5">
      {children}
    </ul>
  )
}

type LineProps = {
  title: ReactNode
  /** Where the title leads. */
  href?: string | undefined
  /** At the end of the line, or under it on a phone. */
  aside?: ReactNode
  children?: ReactNode
}

export function DeskLine({ title, href, aside, children }: LineProps) {
  return (
    <li className="flex flex-col gap-x-6 gap-y-1 py-3 sm:flex-row sm:justify-between">
      <div className="flex min-w-0 flex-col gap-0.5 wrap-anywhere">
        {href ? (
          <a href={href} className="text-link inline-block min-h-6">
            {title}
          </a>
        ) : (
          <span className="font-semibold">{title}</span>
        )}
        {children && <div className="flex flex-col text-small text-soft">{children}</div>}
      </div>
      {aside && (
        <div className="flex shrink-0 flex-col gap-0.5 text-small sm:max-w-72 sm:items-end sm:text-end">
          {aside}
        </div>
      )}
    </li>
  )
}
