import { DeskJournal } from '#components/desk/desk-journal.tsx'
import { Card } from '#components/ui/card.tsx'
import { database } from '#lib/db/client.ts'
import { journalOfLoan } from '#lib/desk/loan-affairs.ts'
import { PartTitle } from './contents.tsx'
import type { ViewedLoan } from './viewed-loan.ts'

/** Who did and who looked at what of this loan. */
export async function LoanJournal({ loan, reader }: ViewedLoan) {
  return (
    <Card>
      <PartTitle part="journal" />
      <DeskJournal lines={await journalOfLoan(database(), loan)} reader={reader} />
    </Card>
  )
}
