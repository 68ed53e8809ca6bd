import { missing } from '#app/missing.ts'
import { readerOf } from '#app/reader.ts'
import { Page } from '#components/page.tsx'
import { modelName } from '#components/phone-name.ts'
import { requireBorrower } from '#lib/accounts/guards.ts'
import { database } from '#lib/db/client.ts'
import { arrangedOn } from '#lib/loans/arranged.ts'
import { phoneOf } from '#lib/loans/queries.ts'
import { promiseStanding } from '#lib/promises/queries.ts'
import { isolated } from '#lib/words/format.ts'
import { getTranslations } from '#lib/words/translations.ts'
import { Comparison } from './comparison.tsx'
import { optionsOf } from './options.ts'
import { OtherWays } from './other-ways.tsx'
import { troubleOf } from './trouble.ts'

type Props = { params: Promise<{ deviceId: string }> }

export async function generateMetadata() {
  return { title: (await getTranslations('trouble'))('title') }
}

export default async function Trouble({ params }: Props) {
  const [{ lender, borrower }, { deviceId }] = [await requireBorrower(), await params]
  const phone = await phoneOf(database(), borrower.id, deviceId)
  if (!phone) missing()
  const [t, words, reader] = [
    await getTranslations('trouble'),
    await getTranslations('common'),
    await readerOf(lender),
  ]
  const clock = { policy: lender.policy, timeZone: lender.timeZone, now: reader.now }
  const [arranged, promise] = await Promise.all([
    arrangedOn(database(), phone.loanId),
    promiseStanding(database(), phone.loanId, clock),
  ])
  const trouble = troubleOf(phone, {
    lender,
    reader,
    promise,
    arranged,
  })
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
