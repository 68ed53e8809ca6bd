'use server'

import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { getLocale } from 'next-intl/server'
import { z } from 'zod'
import { requireLender } from '#app/current-lender.ts'
import { withFaults } from '#app/form-faults.ts'
import { typedText } from '#app/form-values.ts'
import { keepBuyerReport } from '#lib/cases/keep-buyer-report.ts'
import { limitBuyerReports } from '#lib/db/stranger-limits.ts'
import { transaction } from '#lib/db/transaction.ts'
import {
  type ReportFaults,
  readBuyerReport,
  type TypedReport,
} from '#lib/domain/strangers/buyer-report.ts'
import { clientAddress } from '#lib/http/client-address.ts'

export type Reported = { typed: TypedReport; faults: ReportFaults & { report?: 'limited' } }

const reportForm = z.object({
  wish: typedText(100),
  listing: typedText(5_000),
  imei: typedText(200),
  note: typedText(5_000),
  email: typedText(500),
})

export async function sendReport(_: Reported, form: FormData): Promise<Reported> {
  const lender = await requireLender()
  const typed = reportForm.parse(Object.fromEntries(form))
  const reading = readBuyerReport(typed)
  if (!reading.ok) return withFaults({ typed, faults: reading.faults })
  const limit = await limitBuyerReports(lender.id, clientAddress(await headers()))
  if (!limit.ok) return withFaults({ typed, faults: { report: 'limited' } })
  const now = Temporal.Now.instant()
  const answerBy = now.add({ hours: lender.policy.desk.withinHours.buyers })
  const locale = await getLocale()
  const incoming = { lenderId: lender.id, report: reading.report, locale, answerBy, now }
  const code = await transaction((tx) => keepBuyerReport(tx, incoming))
  redirect(`/bought/${code}`)
}
