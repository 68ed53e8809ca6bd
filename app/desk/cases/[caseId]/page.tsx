import { DeskPage } from '#app/desk/desk-page.tsx'
import { notAtThisDesk } from '#app/desk/not-here.ts'
import { workTitle } from '#app/desk/work-words.ts'
import { readerOf } from '#app/reader.ts'
import { Digits } from '#components/digits.tsx'
import { caseChanges, caseOf } from '#lib/cases/queries.ts'
import { database } from '#lib/db/client.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import { auditView } from '#lib/staff/audit-view.ts'
import { requireStaff } from '#lib/staff/guards.ts'
import { GivenAnswer } from './answer-dispute.tsx'
import { CaseActs, CloseCase, WhoHasIt } from './case-acts.tsx'
import { CaseFactsCard } from './case-facts.tsx'
import { CaseHistory } from './case-history.tsx'

type Search = { seen?: string; refused?: string }
type Props = { params: Promise<{ caseId: string }>; searchParams: Promise<Search> }

export async function generateMetadata() {
  return { title: (await getTranslations('desk'))('case.title') }
}

export default async function CasePage({ params, searchParams }: Props) {
  const signedIn = await requireStaff()
  const { caseId } = await params
  const search = await searchParams
  const { staff, lender } = signedIn
  const found = await caseOf(database(), lender.id, caseId)
  if (!found) return notAtThisDesk(signedIn, `case ${caseId}`)
  const detail = { loanNumber: found.loanNumber }
  await auditView(database(), signedIn, { subject: 'case', subjectId: caseId, detail })
  const t = await getTranslations('desk')
  const reader = await readerOf(lender)
  const changes = await caseChanges(database(), { lenderId: lender.id, caseId })
  const about = { found, changes, reader, staffId: staff.id }
  return (
    <DeskPage
      title={await workTitle({ subject: 'case', what: found.kind })}
      lead={<Digits>{found.reference}</Digits>}
      staff={staff}
      lender={lender}
      back={{ href: '/desk', label: t('nav.work') }}
    >
      <WhoHasIt {...about} search={search} />
      <CaseFactsCard {...about} />
      {!found.closedAt && <CaseActs {...about} />}
      <CloseCase {...about} />
      <GivenAnswer {...about} />
      <CaseHistory {...about} />
    </DeskPage>
  )
}
