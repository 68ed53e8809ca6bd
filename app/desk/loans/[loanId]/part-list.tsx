import type { ReactNode } from 'react'
import { DeskList } from '#components/desk/desk-list.tsx'
import { type Part, PartTitle } from './contents.tsx'

type Props = {
  part: Part
  /** What is said before it. */
  lead?: ReactNode
  /** What is said instead of a list without lines. */
  none: ReactNode
  children: ReactNode
}

export function PartList({ part, lead, none, children }: Props) {
  return (
    <section className="flex flex-col gap-3">
      <PartTitle part={part} />
      {lead && <p>{lead}</p>}
      {none ? (
        <p className="rounded-2xl bg-paper px-5 py-4 text-soft">{none}</p>
      ) : (
        <DeskList>{children}</DeskList>
      )}
    </section>
  )
}
