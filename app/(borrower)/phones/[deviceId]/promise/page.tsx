import { requirePhone } from '#app/(borrower)/phones/[deviceId]/own-phone.ts'
import { formTitle } from '#app/form-faults.ts'
import { Page } from '#components/page/page.tsx'
import { ArrangedBeside } from '#components/phone/arranged-beside.tsx'
import { modelName } from '#components/phone/phone-name.ts'
import { TroubleLink } from '#components/phone/trouble-link.tsx'
import { database } from '#lib/db/client.ts'
import { soonestPromiseDays } from '#lib/domain/promise/promise-limits.ts'
import { isolated } from '#lib/i18n/format.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import { openAgainOf, openThroughOf } from '#lib/lock-rules/open-spans.ts'
import { promiseEligibility } from '#lib/promises/queries.ts'
import { NotNow } from './no-promise-now.tsx'
import { PromiseForm } from './promise-form.tsx'
import { type Asked, promiseView } from './promise-view.ts'

type Props = { params: Promise<{ deviceId: string }>; searchParams: Promise<Asked> }

export async function generateMetadata({ searchParams }: Props) {
  const { refusal } = await searchParams
  const hasFaults = refusal !== undefined && refusal !== 'changed_since'
  return { title: await formTitle((await getTranslations('promises'))('title'), hasFaults) }
}

export default async function MakePromise({ params, searchParams }: Props) {
  const { deviceId } = await params
  const { lender, borrower, phone, reader } = await requirePhone(deviceId)
  const t = await getTranslations('promises')
  const { policy } = lender
  const clock = { policy, timeZone: lender.timeZone, now: reader.now }
  const eligibility = await promiseEligibility(database(), phone.loanId, clock)
  const { loanId } = phone
  const openThrough = await openThroughOf(database(), { loanId, lender }, reader.now)
  const opensAgainOn = await openAgainOf(
    database(),
    { loanId, lender },
    { days: soonestPromiseDays, now: reader.now },
  )
  const known = { lender, openThrough, opensAgainOn, reader }
  const view = promiseView(phone, await searchParams, known)
  const left =
    policy.promise.offered && view.arrearsMinor > 0n && eligibility.can === 'promise'
      ? eligibility.left
      : 0
  const back = {
    href: `/phones/${deviceId}/trouble`,
    label: (await getTranslations('trouble'))('title'),
  }
  return (
    <Page
      title={t('title')}
      lead={t('for_phone', { phone: isolated(modelName(phone)) })}
      lender={lender}
      signedIn
      typed={left > 0 ? 'promise' : undefined}
      reference={phone.loanNumber}
      back={back}
    >
      {left > 0 && <ArrangedBeside phone={phone} doing="promise" reader={reader} />}
      {left > 0 ? (
        <PromiseForm
          view={view}
          left={left}
          policy={policy}
          reader={reader}
          reach={borrower.remindedBy}
        />
      ) : (
        <NotNow view={view} policy={policy} eligibility={eligibility} reader={reader} />
      )}
      <TroubleLink deviceId={deviceId} />
    </Page>
  )
}
