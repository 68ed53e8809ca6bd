import { requirePhone } from '#app/(borrower)/phones/[deviceId]/own-phone.ts'
import { formTitle } from '#app/form-faults.ts'
import { Page } from '#components/page/page.tsx'
import { ShownCode } from '#components/payment/shown-code.tsx'
import { OpeningNotice } from '#components/phone/opening-notice.tsx'
import { modelName } from '#components/phone/phone-name.ts'
import { Banner } from '#components/ui/banner.tsx'
import { database } from '#lib/db/client.ts'
import { openingForHolder } from '#lib/domain/lock/opening.ts'
import { isolated } from '#lib/i18n/format.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import { phoneStatus } from '#lib/loans/phone-status.ts'
import { currentCodeOf } from '#lib/unlocks/offline-code.ts'
import { barToAsking } from '#lib/workflows/unlocks/request-unlock-for-borrower.ts'
import { AskForms, MayBeLocked } from './ask-forms.tsx'
import { PaidOff } from './paid-off.tsx'

type Props = {
  params: Promise<{ deviceId: string }>
  searchParams: Promise<{ refusal?: string; passkey?: string; asked?: string }>
}

export async function generateMetadata({ searchParams }: Props) {
  const { refusal } = await searchParams
  const hasFaults = refusal !== undefined && refusal !== 'passkey_needed'
  return { title: await formTitle((await getTranslations('open'))('title'), hasFaults) }
}

export default async function OpenPhone({ params, searchParams }: Props) {
  const { deviceId } = await params
  const { lender, borrower, phone, reader } = await requirePhone(deviceId)
  const t = await getTranslations('open')
  const words = await getTranslations('common')
  const said = await searchParams
  const { arrears, reason } = phoneStatus(phone, reader)
  const opening = openingForHolder(phone, reader.now)
  const code = await currentCodeOf(database(), deviceId, reader.now)
  const mayBeLocked = said.refusal === 'may_be_locked' || (reason === 'overdue' && !phone.hold)
  const bar = await barToAsking(database(), deviceId, reader.now)
  const isOpen = ['open', 'released', 'returned'].includes(opening)
  return (
    <Page
      title={t('title')}
      lead={t('lead', { phone: isolated(modelName(phone)) })}
      lender={lender}
      signedIn
      reference={phone.liveUnlock?.reference ?? phone.loanNumber}
      back={{ href: '/phones', label: words('back_to_phones') }}
    >
      {said.asked && <Banner tone="good" title={t('asked')} />}
      {isOpen ? (
        <p className="font-semibold">{t('is_open')}</p>
      ) : (
        <>
          <OpeningNotice
            phone={phone}
            lender={lender}
            reader={reader}
            isAboutPaying={mayBeLocked}
            asked={phone.liveUnlock && { by: phone.liveUnlock.deadlineAt }}
          />
          {code && <ShownCode code={code} reader={reader} />}
          {mayBeLocked ? (
            <MayBeLocked deviceId={deviceId} isRefused={said.refusal === 'may_be_locked'} />
          ) : (
            <AskForms
              phone={phone}
              said={said}
              hasCode={code !== undefined}
              opening={opening}
              bar={bar}
              reader={reader}
            />
          )}
        </>
      )}
      {arrears.outstandingMinor === 0n && (
        <PaidOff phone={phone} lender={lender} borrowerId={borrower.id} reader={reader} />
      )}
    </Page>
  )
}
