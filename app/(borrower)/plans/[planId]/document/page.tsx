import { OfferedSchedule, WhatItMeans } from '#app/(borrower)/plans/[planId]/plan-parts.tsx'
import { requirePlan } from '#app/(borrower)/plans/[planId]/shown-plan.ts'
import { Digits } from '#components/digits.tsx'
import { Page } from '#components/page/page.tsx'
import { modelName } from '#components/phone/phone-name.ts'
import { Card } from '#components/ui/card.tsx'
import { Row } from '#components/ui/row.tsx'
import { formatForTheRecord } from '#lib/i18n/format.ts'
import { getTranslations } from '#lib/i18n/translations.ts'

type Props = { params: Promise<{ planId: string }> }

export async function generateMetadata() {
  return { title: (await getTranslations('plans'))('document.title') }
}

export default async function PlanDocument({ params }: Props) {
  const shown = await requirePlan((await params).planId)
  const { lender, plan, phone, reader } = shown
  const t = await getTranslations('plans')
  const { acceptedAt, reference } = plan
  return (
    <Page
      title={t('document.title')}
      lead={acceptedAt ? undefined : t('document.not_agreed')}
      lender={lender}
      signedIn
      reference={reference}
      back={{ href: `/plans/${plan.id}`, label: t('one') }}
    >
      <Card>
        <dl className="flex flex-col gap-2">
          <Row term={t('document.reference')}>
            <Digits>{reference}</Digits>
          </Row>
          <Row term={t('document.lender')}>{lender.name}</Row>
          <Row term={t('document.borrower')}>
            <bdi>{plan.borrowerName}</bdi>
          </Row>
          <Row term={t('document.loan')}>
            <Digits>{plan.loanNumber}</Digits>
          </Row>
          <Row term={t('document.phone')}>
            <bdi>{modelName(phone)}</bdi>
          </Row>
          {acceptedAt && (
            <Row term={t('document.agreed')}>{formatForTheRecord(acceptedAt, reader)}</Row>
          )}
        </dl>
      </Card>
      <OfferedSchedule {...shown} title={t('document.figures')} />
      <WhatItMeans {...shown} />
      <p className="text-small text-soft print:hidden">{t('document.print')}</p>
    </Page>
  )
}
