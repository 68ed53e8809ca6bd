import type { ReactNode } from 'react'

export type StageProps = {
  title: ReactNode
  /** Of which phone or loan the page speaks. */
  eyebrow?: ReactNode
  /** What stands under the title. */
  lead?: ReactNode
  back?: { href: string; label: ReactNode } | undefined
  /** A large sign above the title. */
  badge?: ReactNode
  /** The phone as it stands, drawn. */
  picture?: ReactNode
}

/** The top of a page: what is true now, in words, and in a picture that says the same. */
export function Stage({ title, eyebrow, lead, back, badge, picture }: StageProps) {
  return (
    <div className="stage">
      <div className="column">
        {back && (
          <a href={back.href} className="back-link print:hidden">
            <span>{back.label}</span>
          </a>
        )}
        <div className="stage-row">
          <div className="stage-words">
            {badge}
            {eyebrow && <p className="text-small text-soft">{eyebrow}</p>}
            <h1>{title}</h1>
            {lead && <div className="text-soft wrap-anywhere">{lead}</div>}
          </div>
          {picture && <div className="stage-picture">{picture}</div>}
        </div>
      </div>
    </div>
  )
}
