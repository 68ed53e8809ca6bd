import { DeskPage } from '#app/desk/desk-page.tsx'
import { notAtThisDesk } from '#app/desk/not-here.ts'
import { DeskActs } from '#components/desk/desk-acts.tsx'
import { isOpenedByHand } from '#lib/gateways/mdm/registry.ts'
import { isolated } from '#lib/i18n/format.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import { requireStaff } from '#lib/staff/guards.ts'
import { opensLonger, temporaryEnd } from '#lib/workflows/unlocks/unlock-by-staff.ts'
import { Affairs } from './affairs.tsx'
import { Balance } from './balance.tsx'
import { Contents } from './contents.tsx'
import { Exports } from './exports.tsx'
import { Holds } from './holds.tsx'
import { LoanAuditLog } from './loan-audit-log.tsx'
import { Notices } from './notices.tsx'
import { PaidOut } from './paid-out.tsx'
import { Payments } from './payments.tsx'
import { BorrowerCard, PhoneCard } from './people-and-phone.tsx'
import { Schedules } from './schedules.tsx'
import { UnlockStory } from './unlock-story.tsx'
import { viewedLoan } from './viewed-loan.ts'

type Props = {
  params: Promise<{ loanId: string }>
  searchParams: Promise<{ paid_out?: string }>
}

export async function generateMetadata() {
  return { title: (await getTranslations('desk'))('loan.page_title') }
}

export default async function LoanPage({ params, searchParams }: Props) {
  const signedIn = await requireStaff()
  const { loanId } = await params
  const viewed = await viewedLoan(signedIn, loanId)
  if (!viewed) return notAtThisDesk(signedIn, `loan ${loanId}`)
  const t = await getTranslations('desk')
  const { loan, lender, reader } = viewed
  const { policy, timeZone } = lender
  const clock = { policy, timeZone, now: reader.now }
  return (
    <DeskPage
      title={t('loan.title', { number: isolated(loan.loanNumber) })}
      lead={<bdi>{loan.name}</bdi>}
      staff={signedIn.staff}
      lender={signedIn.lender}
      back={{ href: '/desk/search', label: t('nav.search') }}
    >
      <PaidOut {...viewed} payoutId={(await searchParams).paid_out} />
      <Contents />
      <div className="grid items-start gap-5 lg:grid-cols-2">
        <BorrowerCard {...viewed} />
        <PhoneCard {...viewed} />
      </div>
      <DeskActs
        loanId={loan.id}
        isReleased={loan.lockState === 'released'}
        hasCredit={loan.creditMinor > 0n}
        isByHand={isOpenedByHand(loan.provider)}
        opensLonger={opensLonger(loan, temporaryEnd(policy.desk.mostTemporaryUnlockDays, clock))}
      />
      <Affairs {...viewed} />
      <Holds {...viewed} />
      <Payments {...viewed} />
      <UnlockStory {...viewed} />
      <Schedules {...viewed} />
      <Balance {...viewed} />
      <Notices {...viewed} />
      <LoanAuditLog {...viewed} />
      <Exports loanId={loan.id} />
    </DeskPage>
  )
}
