import { requireLender } from '#app/current-lender.ts'
import { missing } from '#app/missing.ts'
import { readerOf } from '#app/reader.ts'
import { Page } from '#components/page/page.tsx'
import { LinkButton } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { Facts } from '#components/ui/row.tsx'
import { Timeline } from '#components/ui/timeline.tsx'
import { buyerReportByCode } from '#lib/cases/buyer-report-of.ts'
import { database } from '#lib/db/client.ts'
import { linkToken } from '#lib/domain/identity/link-token.ts'
import { formatMoment, formatUntil, isolated } from '#lib/i18n/format.ts'
import { getTranslations } from '#lib/i18n/translations.ts'

type Props = { params: Promise<{ code: string }> }

export async function generateMetadata() {
  return { title: (await getTranslations('bought'))('own.title') }
}

export default async function OwnReport({ params }: Props) {
  const lender = await requireLender()
  const { code } = await params
  const report = await buyerReportByCode(database(), lender.id, linkToken(code))
  if (!report) missing()
  const t = await getTranslations('bought')
  const reader = await readerOf(lender)
  const { reference, writtenAt, dueAt, answer, answeredAt, wish } = report
  const facts = { lender: isolated(lender.name) }
  const isLate = dueAt !== null && Temporal.Instant.compare(dueAt, reader.now) < 0
  return (
    <Page
      title={t(answer ? 'own.answered' : 'own.title')}
      lead={t('own.keep')}
      lender={lender}
      reference={reference}
      back={{ href: '/bought', label: t('title') }}
    >
      <Card>
        <Timeline
          steps={[
            {
              key: 'written',
              state: 'done',
              said: t('said.done'),
              title: t('own.written'),
              time: formatMoment(writtenAt, reader),
            },
            {
              key: 'answered',
              state: answer ? 'done' : isLate ? 'late' : 'now',
              said: t(answer ? 'said.done' : isLate ? 'said.late' : 'said.now'),
              title: t(answer ? 'own.answer_came' : 'own.looking', facts),
              time: answeredAt
                ? formatMoment(answeredAt, reader)
                : dueAt && t('own.by', { at: formatMoment(dueAt, reader) }),
            },
          ]}
        />
      </Card>
      {report.linkCode !== null && report.linkEndsAt !== null && (
        <Card>
          <h2>{t('own.pay_off_title')}</h2>
          <p>{t('own.pay_off', { ...facts, until: formatUntil(report.linkEndsAt, reader) })}</p>
          <LinkButton href={`/p/${report.linkCode}`}>{t('own.pay_off_see')}</LinkButton>
        </Card>
      )}
      {answer && (
        <Card>
          <h2>{t('own.answer', facts)}</h2>
          <p dir="auto" className="whitespace-pre-line wrap-anywhere">
            {answer}
          </p>
        </Card>
      )}
      <Card>
        <h2>{t('own.yours')}</h2>
        <Facts rows={[[t('own.wish'), t(`wish.${wish}.label`)]]} />
        {[report.listing, report.note].filter(Boolean).map((text) => (
          <p key={text} dir="auto" className="whitespace-pre-line wrap-anywhere">
            {text}
          </p>
        ))}
      </Card>
    </Page>
  )
}
