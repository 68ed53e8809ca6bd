import { DeskAuditLog } from '#components/desk/desk-audit-log.tsx'
import { Card } from '#components/ui/card.tsx'
import { database } from '#lib/db/client.ts'
import { auditLogOfLoan } from '#lib/desk/loan-affairs.ts'
import { PartTitle } from './contents.tsx'
import type { ViewedLoan } from './viewed-loan.ts'

export async function LoanAuditLog({ loan, reader }: ViewedLoan) {
  return (
    <Card>
      <PartTitle part="audit_log" />
      <DeskAuditLog
        lines={await auditLogOfLoan(database(), loan)}
        currency={loan.currency}
        reader={reader}
      />
    </Card>
  )
}
