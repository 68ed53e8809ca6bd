import { HandOverBarred } from '#app/(borrower)/phones/[deviceId]/return/hand-over-barred.tsx'
import { missing } from '#app/missing.ts'
import { readerOf } from '#app/reader.ts'
import { Page } from '#components/page/page.tsx'
import { modelName } from '#components/phone/phone-name.ts'
import { LinkButton } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { requireBorrower } from '#lib/accounts/guards.ts'
import { database } from '#lib/db/client.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import { phoneOf } from '#lib/loans/queries.ts'
import { barToHandOver } from '#lib/returns/hand-over-bar.ts'
import { returnOfPhone } from '#lib/returns/queries.ts'
import { handOver } from './actions.ts'
import { HandOverForm } from './hand-over-form.tsx'
import { handOverWords } from './hand-over-words.ts'

type Props = { params: Promise<{ deviceId: string }> }

export async function generateMetadata() {
  return { title: (await getTranslations('returns'))('way.title') }
}

export default async function HowToHandOver({ params }: Props) {
  const { lender, borrower } = await requireBorrower()
  const { deviceId } = await params
  const [phone, current] = await Promise.all([
    phoneOf(database(), borrower.id, deviceId),
    returnOfPhone(database(), borrower.id, deviceId),
  ])
  if (!phone) missing()
  const t = await getTranslations('returns')
  const reader = await readerOf(lender)
  const quotePage = `/phones/${deviceId}/return`
  const offered = current?.state === 'offered' ? current : undefined
  const { dropOffPoints, courierSlots } = lender.policy.return
  const bar =
    offered && (await barToHandOver(database(), { loanId: phone.loanId, lender }, reader.now))
  const mayGoOn = offered && bar?.name !== 'too_often'
  const hasWays = dropOffPoints.length > 0 || courierSlots.length > 0
  return (
    <Page
      title={t('title')}
      lead={<bdi>{modelName(phone)}</bdi>}
      lender={lender}
      signedIn
      typed={offered && hasWays ? 'hand-over' : undefined}
      reference={current?.reference ?? phone.loanNumber}
      back={{ href: quotePage, label: t('owed.title') }}
    >
      {bar && <HandOverBarred bar={bar} reader={reader} />}
      {mayGoOn && hasWays && (
        <HandOverForm
          handOver={handOver}
          hidden={{ deviceId, returnId: offered.returnId, version: `${offered.version}` }}
          words={await handOverWords(lender.policy, reader)}
        />
      )}
      {mayGoOn && !hasWays && (
        <Card>
          <p>{t('not.call')}</p>
        </Card>
      )}
      {!offered && (
        <LinkButton href={current ? `/returns/${current.returnId}` : quotePage}>
          {t(current ? 'not.see' : 'page.again')}
        </LinkButton>
      )}
    </Page>
  )
}
