import type { ReactNode } from 'react'
import { DeskPage } from '#app/desk/desk-page.tsx'
import { Card } from '#components/ui/card.tsx'
import type { Lender } from '#lib/db/lenders.ts'
import type { SignedInStaff } from '#lib/staff/guards.ts'

export type ActPageProps = {
  title: string
  lead: ReactNode
  lender: Lender
  staff: SignedInStaff['staff']
  back: { href: string; label: string }
  /** What must be known before acting: rows of a list. */
  facts: ReactNode
  children: ReactNode
}

export function ActPage({ facts, children, ...page }: ActPageProps) {
  return (
    <DeskPage {...page}>
      <div className="flex max-w-xl flex-col gap-5">
        <Card>
          <dl className="flex flex-col gap-1">{facts}</dl>
        </Card>
        {children}
      </div>
    </DeskPage>
  )
}
