import { redirect } from 'next/navigation'
import { missing } from '#app/missing.ts'
import { requireBorrower } from '#lib/accounts/guards.ts'
import { database } from '#lib/db/client.ts'
import { parseReference } from '#lib/domain/identity/reference.ts'
import { pathOfReference } from '#lib/notices/named-record.ts'

export default async function Named({ params }: { params: Promise<{ reference: string }> }) {
  const { borrower } = await requireBorrower()
  const { reference } = await params
  const named = parseReference(reference)
  const path = named && (await pathOfReference(database(), borrower.id, named))
  return path ? redirect(path) : missing()
}
