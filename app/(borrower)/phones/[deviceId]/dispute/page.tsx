import { missing } from '#app/missing.ts'
import { readerOf } from '#app/reader.ts'
import { Page } from '#components/page/page.tsx'
import { modelName } from '#components/phone/phone-name.ts'
import { Banner } from '#components/ui/banner.tsx'
import { TextLink } from '#components/ui/button.tsx'
import { requireBorrower } from '#lib/accounts/guards.ts'
import { messageOf, type OwnMessage } from '#lib/cases/message-of.ts'
import { database } from '#lib/db/client.ts'
import { longestUntil, mayHoldForDispute } from '#lib/domain/lock/hold.ts'
import { disputeHolds } from '#lib/holds/queries.ts'
import { formatMoment, isolated, type Reader } from '#lib/i18n/format.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import { phoneOf } from '#lib/loans/queries.ts'
import { mayOpenUntil } from '#lib/lock-rules/open-spans.ts'
import { sendDispute } from './actions.ts'
import { Answered, EarlierAnswers } from './dispute-answered.tsx'
import { DisputeForm } from './dispute-form.tsx'
import { disputeWords } from './dispute-words.ts'
import { Sent } from './sent.tsx'

type Props = { params: Promise<{ deviceId: string }>; searchParams: Promise<{ sent?: string }> }

export async function generateMetadata() {
  return { title: (await getTranslations('holds'))('title') }
}

export default async function DisputePage({ params, searchParams }: Props) {
  const { lender, borrower } = await requireBorrower()
  const { deviceId } = await params
  const [phone, message] = await Promise.all([
    phoneOf(database(), borrower.id, deviceId),
    messageOf(database(), borrower.id, deviceId),
  ])
  if (!phone) missing()
  const t = await getTranslations('holds')
  const words = await getTranslations('common')
  const reader = await readerOf(lender)
  const { sent } = await searchParams
  const before = await disputeHolds(database(), phone.loanId)
  const { loanId } = phone
  const until = longestUntil(lender.policy, 'dispute', reader)
  const room = { until, now: reader.now }
  const hasDays = await mayOpenUntil(database(), { loanId, lender }, room)
  const mayHold = mayHoldForDispute(lender.policy, before, reader.now)
  const about = t(mayHold ? (hasDays ? 'lead' : 'lead_days_used') : 'lead_again', {
    phone: isolated(modelName(phone)),
  })
  const open = message && !message.closedAt ? message : undefined
  const answer = message?.answer
  const isSent = sent !== undefined && open !== undefined
  const isForm = !isSent && !answer
  return (
    <Page
      title={t(isSent ? 'sent.title' : answer ? 'answer.title' : 'title')}
      lead={isForm ? about : undefined}
      lender={lender}
      signedIn
      typed={isSent ? undefined : 'dispute'}
      reference={message?.reference ?? phone.loanNumber}
      back={{ href: '/phones', label: words('back_to_phones') }}
    >
      {isSent && (
        <Sent message={open} phone={phone} lender={lender} reader={reader} reach={borrower.reach} />
      )}
      {message && answer && (
        <>
          <Answered
            message={message}
            answer={answer}
            phone={phone}
            reader={reader}
            lender={lender}
          />
          <h2>{t('answer.again_title')}</h2>
          <p>{about}</p>
        </>
      )}
      {!isSent && open && <StillOpen message={open} deviceId={deviceId} reader={reader} />}
      {!isSent && (
        <DisputeForm
          deviceId={deviceId}
          sendDispute={sendDispute}
          words={await disputeWords(lender.name)}
        />
      )}
      {message && <EarlierAnswers answered={message.answered} reader={reader} />}
    </Page>
  )
}

type OpenProps = { message: OwnMessage; deviceId: string; reader: Reader }

async function StillOpen({ message, deviceId, reader }: OpenProps) {
  const t = await getTranslations('holds')
  return (
    <Banner tone="plain" title={t('open_title', { at: formatMoment(message.openedAt, reader) })}>
      <p>{t('open')}</p>
      <TextLink href={`/phones/${deviceId}/dispute?sent=1`} className="flex min-h-11 items-center">
        {t('open_see')}
      </TextLink>
    </Banner>
  )
}
