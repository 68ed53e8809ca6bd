import { endLink } from '#app/(borrower)/phones/[deviceId]/ask/actions.ts'
import { linkName, phoneInWords } from '#app/(borrower)/phones/[deviceId]/ask/link-words.ts'
import { requirePhone } from '#app/(borrower)/phones/[deviceId]/own-phone.ts'
import { missing } from '#app/missing.ts'
import { Page } from '#components/page/page.tsx'
import { PaymentList } from '#components/payment/payment-list.tsx'
import { Banner } from '#components/ui/banner.tsx'
import { Button, LinkButton } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { Form } from '#components/ui/form.tsx'
import { database } from '#lib/db/client.ts'
import { isAskLinkValid } from '#lib/domain/money/ask-link-terms.ts'
import { pageMinutes } from '#lib/domain/money/attempt.ts'
import { portalUrl } from '#lib/http/portal-url.ts'
import { formatMoment, formatUntil, type Reader } from '#lib/i18n/format.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import { type AskLink, askLinksOf } from '#lib/payments/links/ask-links.ts'
import { paymentsOf } from '#lib/payments/queries.ts'
import { Paper } from './paper.tsx'
import { SendLink } from './send-link.tsx'

type Props = {
  params: Promise<{ deviceId: string; payLinkId: string }>
  searchParams: Promise<{ end?: string }>
}

export async function generateMetadata() {
  return { title: (await getTranslations('ask'))('send.title') }
}

/** One link: ways to send it, what has come of it, and its end. */
export default async function OwnLink({ params, searchParams }: Props) {
  const { deviceId, payLinkId } = await params
  const { lender, borrower, phone, reader } = await requirePhone(deviceId)
  const links = await askLinksOf(database(), { borrowerId: borrower.id, deviceId })
  const link = links.find((one) => one.payLinkId === payLinkId)
  if (!link) missing()
  const t = await getTranslations('ask')
  const stands = isAskLinkValid(link, reader.now)
  const portal = portalUrl(lender.host)
  const until = formatUntil(link.endsAt, reader)
  const path = `/phones/${deviceId}/ask`
  const isStillOpen = !stands && (await searchParams).end === 'still_open'
  return (
    <Page
      title={<span className="print:hidden">{t(stands ? 'send.title' : 'end.ended_title')}</span>}
      eyebrow={<span className="print:hidden">{linkName(t, link, reader)}</span>}
      lead={
        <span className="print:hidden">
          {stands ? t('send.lead', { phone: phoneInWords(phone), until }) : endOf(t, link, reader)}
        </span>
      }
      lender={lender}
      signedIn
      back={{ href: path, label: t('send.back') }}
      rail={
        stands && (
          <>
            <Paper link={link} phone={phone} portal={portal} lender={lender.name} reader={reader} />
            <EndCard deviceId={deviceId} payLinkId={payLinkId} />
          </>
        )
      }
    >
      {isStillOpen && (
        <Banner tone="wait" title={t('end.still_open_title')}>
          {t('end.still_open', { minutes: pageMinutes })}
        </Banner>
      )}
      {stands && <SendLink address={`${portal}/p/${link.code}`} lender={lender.name} />}
      <Came link={link} borrowerId={borrower.id} reader={reader} />
      {!stands && (
        <LinkButton look="quiet" href={path}>
          {t('end.another')}
        </LinkButton>
      )}
    </Page>
  )
}

type CameProps = { link: AskLink; borrowerId: string; reader: Reader }

/** Whether somebody has opened it, and every payment by it from which money came or may come. */
async function Came({ link, borrowerId, reader }: CameProps) {
  const t = await getTranslations('ask')
  const payments = await paymentsOf(database(), borrowerId)
  const byLink = payments.filter(({ payLinkId }) => payLinkId === link.payLinkId)
  const { openedAt } = link
  return (
    <Card className="print:hidden">
      <h2>{t('came.title')}</h2>
      <p>
        {openedAt ? t('came.opened', { at: formatMoment(openedAt, reader) }) : t('came.not_opened')}
      </p>
      {!openedAt && <p className="text-small text-soft">{t('came.how')}</p>}
      {byLink.length > 0 && <PaymentList payments={byLink} reader={reader} />}
    </Card>
  )
}

async function EndCard({ deviceId, payLinkId }: { deviceId: string; payLinkId: string }) {
  const t = await getTranslations('ask')
  return (
    <Card className="print:hidden">
      <h2>{t('end.title')}</h2>
      <p>{t('end.text')}</p>
      <Form action={endLink}>
        <input type="hidden" name="deviceId" value={deviceId} />
        <input type="hidden" name="payLinkId" value={payLinkId} />
        <Button look="quiet">{t('end.go')}</Button>
      </Form>
    </Card>
  )
}

function endOf(
  t: Awaited<ReturnType<typeof getTranslations<'ask'>>>,
  { revokedAt, endsAt }: AskLink,
  reader: Reader,
): string {
  return revokedAt
    ? t('end.ended', { at: formatMoment(revokedAt, reader) })
    : t('end.over', { until: formatUntil(endsAt, reader) })
}
