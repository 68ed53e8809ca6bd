import { requirePhone } from '#app/(borrower)/phones/[deviceId]/own-phone.ts'
import { Page } from '#components/page/page.tsx'
import { AskRow } from '#components/phone/ask-row.tsx'
import { OpeningNotice } from '#components/phone/opening-notice.tsx'
import { modelName } from '#components/phone/phone-name.ts'
import { Rows } from '#components/ui/rows.tsx'
import { database } from '#lib/db/client.ts'
import { soonestPromiseDays } from '#lib/domain/promise/promise-limits.ts'
import { isolated } from '#lib/i18n/format.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import { arrangedOn } from '#lib/loans/arranged.ts'
import { openAgainOf, openThroughOf } from '#lib/lock-rules/open-spans.ts'
import { promiseEligibility } from '#lib/promises/queries.ts'
import { barToHandOver } from '#lib/returns/hand-over-bar.ts'
import { Comparison } from './comparison.tsx'
import { OtherWays } from './other-ways.tsx'
import { type OpenRoom, troubleOf } from './trouble.ts'
import { optionsOf } from './ways-out.ts'

type Props = { params: Promise<{ deviceId: string }> }

export async function generateMetadata() {
  return { title: (await getTranslations('trouble'))('title') }
}

export default async function Trouble({ params }: Props) {
  const { lender, phone, reader } = await requirePhone((await params).deviceId)
  const t = await getTranslations('trouble')
  const words = await getTranslations('common')
  const clock = { policy: lender.policy, timeZone: lender.timeZone, now: reader.now }
  const loan = { loanId: phone.loanId, lender }
  const [arranged, promise, open] = await Promise.all([
    arrangedOn(database(), phone.loanId),
    promiseEligibility(database(), phone.loanId, clock),
    openRoomOf(loan, reader.now),
  ])
  const trouble = troubleOf(phone, { lender, reader, promise, arranged, open })
  const { isOwed } = trouble
  return (
    <Page
      title={t('title')}
      lead={t(isOwed ? 'lead' : 'nothing_owed', { phone: isolated(modelName(phone)) })}
      lender={lender}
      signedIn
      isWide
      reference={phone.loanNumber}
      back={{ href: '/phones', label: words('back_to_phones') }}
    >
      {isOwed && <OpeningNotice phone={phone} lender={lender} reader={reader} />}
      {isOwed && <Comparison options={await optionsOf(trouble)} lender={lender.name} />}
      {isOwed && !phone.handedBackAt && (
        <Rows>
          <AskRow deviceId={phone.deviceId} />
        </Rows>
      )}
      <OtherWays phone={phone} lender={lender} reader={reader} />
    </Page>
  )
}

async function openRoomOf(
  loan: Parameters<typeof openThroughOf>[1],
  now: Temporal.Instant,
): Promise<OpenRoom> {
  const db = database()
  const [through, againOn, returnBar] = await Promise.all([
    openThroughOf(db, loan, now),
    openAgainOf(db, loan, { days: soonestPromiseDays, now }),
    barToHandOver(db, loan, now),
  ])
  return { through, againOn, returnBar }
}
