import { missing } from '#app/missing.ts'
import { readerOf } from '#app/reader.ts'
import { Page } from '#components/page.tsx'
import { modelName } from '#components/phone-name.ts'
import { Banner } from '#components/ui/banner.tsx'
import { TextLink } from '#components/ui/button.tsx'
import { requireBorrower } from '#lib/accounts/guards.ts'
import { messageOf } from '#lib/cases/message-of.ts'
import { database } from '#lib/db/client.ts'
import { mayHoldForDispute } from '#lib/domain/hold.ts'
import { newestHold } from '#lib/holds/queries.ts'
import { phoneOf } from '#lib/loans/queries.ts'
import { formatMoment, isolated } from '#lib/words/format.ts'
import { getTranslations } from '#lib/words/translations.ts'
import { sayWrong } from './actions.ts'
import { Sent } from './sent.tsx'
import { WrongForm } from './wrong-form.tsx'
import { wrongWords } from './wrong-words.ts'

type Props = { params: Promise<{ deviceId: string }>; searchParams: Promise<{ sent?: string }> }

export async function generateMetadata() {
  return { title: (await getTranslations('holds'))('title') }
}

export default async function SomethingIsWrong({ params, searchParams }: Props) {
  const [{ lender, borrower }, { deviceId }] = [await requireBorrower(), await params]
  const [phone, message] = await Promise.all([
    phoneOf(database(), borrower.id, deviceId),
    messageOf(database(), borrower.id, deviceId),
  ])
  if (!phone) missing()
  const [t, words, reader, { sent }] = [
    await getTranslations('holds'),
    await getTranslations('common'),
    await readerOf(lender),
    await searchParams,
  ]
  const before = await newestHold(database(), phone.loanId, 'dispute')
  const mayHold = mayHoldForDispute(lender.policy, before?.fromAt, reader.now)
  const about = t(mayHold ? 'lead' : 'lead_again', { phone: isolated(modelName(phone)) })
  const isSent = sent !== undefined && message !== undefined
  const open = message && !message.closedAt ? message : undefined
  return (
    <Page
      title={t(isSent ? 'sent.title' : 'title')}
      lead={isSent ? undefined : about}
      lender={lender}
      signedIn
      reference={message?.reference ?? phone.loanNumber}
      back={{ href: '/phones', label: words('back_to_phones') }}
    >
      {isSent && <Sent message={message} phone={phone} lenderName={lender.name} reader={reader} />}
      {!isSent && open && (
        <Banner tone="plain" title={t('open_title', { at: formatMoment(open.openedAt, reader) })}>
          <p>{t('open')}</p>
          <TextLink
            href={`/phones/${deviceId}/wrong?sent=1`}
            className="flex min-h-11 items-center"
          >
            {t('open_see')}
          </TextLink>
        </Banner>
      )}
      {!isSent && (
        <WrongForm deviceId={deviceId} sayWrong={sayWrong} words={await wrongWords(lender.name)} />
      )}
    </Page>
  )
}
