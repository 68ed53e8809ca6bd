import { requirePhone } from '#app/(borrower)/phones/[deviceId]/phone.ts'
import { Page } from '#components/page/page.tsx'
import { modelName } from '#components/phone/phone-name.ts'
import { database } from '#lib/db/client.ts'
import { isolated } from '#lib/i18n/format.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import { arrangedOn } from '#lib/loans/arranged.ts'
import { promiseEligibility } from '#lib/promises/queries.ts'
import { Comparison } from './comparison.tsx'
import { optionsOf } from './options.ts'
import { OtherWays } from './other-ways.tsx'
import { troubleOf } from './trouble.ts'

type Props = { params: Promise<{ deviceId: string }> }

export async function generateMetadata() {
  return { title: (await getTranslations('trouble'))('title') }
}

export default async function Trouble({ params }: Props) {
  const { lender, phone, reader } = await requirePhone((await params).deviceId)
  const t = await getTranslations('trouble')
  const words = await getTranslations('common')
  const clock = { policy: lender.policy, timeZone: lender.timeZone, now: reader.now }
  const [arranged, promise] = await Promise.all([
    arrangedOn(database(), phone.loanId),
    promiseEligibility(database(), phone.loanId, clock),
  ])
  const trouble = troubleOf(phone, { lender, reader, promise, arranged })
  const { isOwed } = trouble
  return (
    <Page
      title={t('title')}
      lead={t(isOwed ? 'lead' : 'nothing_owed', { phone: isolated(modelName(phone)) })}
      lender={lender}
      signedIn
      reference={phone.loanNumber}
      back={{ href: '/phones', label: words('back_to_phones') }}
    >
      {isOwed && <Comparison options={await optionsOf(trouble)} lender={lender.name} />}
      <OtherWays phone={phone} lender={lender} reader={reader} />
    </Page>
  )
}
