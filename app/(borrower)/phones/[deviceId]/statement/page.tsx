import { requirePhone } from '#app/(borrower)/phones/[deviceId]/own-phone.ts'
import { Statement } from '#app/(public)/check/[code]/statement.tsx'
import { Page } from '#components/page/page.tsx'
import { modelName } from '#components/phone/phone-name.ts'
import { Banner } from '#components/ui/banner.tsx'
import { Button } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { Form } from '#components/ui/form.tsx'
import { database } from '#lib/db/client.ts'
import { portalUrl } from '#lib/http/portal-url.ts'
import { isolated } from '#lib/i18n/format.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import { statementOf } from '#lib/statements/queries.ts'
import { makeOwn, takeBackOwn } from './actions.ts'

type Props = {
  params: Promise<{ deviceId: string }>
  searchParams: Promise<{ refusal?: string }>
}

const refusals = ['limited', 'handed_back', 'not_yet', 'disputed', 'no_amount'] as const

export async function generateMetadata() {
  return { title: (await getTranslations('statements'))('own.title') }
}

export default async function OwnStatement({ params, searchParams }: Props) {
  const { lender, borrower, phone, reader } = await requirePhone((await params).deviceId)
  const { deviceId } = phone
  const t = await getTranslations('statements')
  const { refusal } = await searchParams
  const refused = refusals.find((one) => one === refusal)
  const madeBy = `borrower:${borrower.id}`
  const about = { deviceId, madeBy, now: reader.now }
  const statement = await statementOf(database(), lender.id, about)
  const facts = { lender: isolated(lender.name) }
  return (
    <Page
      title={t('own.title')}
      eyebrow={isolated(modelName(phone))}
      lead={t('own.lead', facts)}
      lender={lender}
      signedIn
      reference={phone.loanNumber}
      back={{ href: `/phones/${deviceId}`, label: t('own.back') }}
    >
      {refused && (
        <Banner tone="wait" title={t('own.refused_title')}>
          {t(`own.refusal.${refused}`)}
        </Banner>
      )}
      {statement && (
        <>
          <Card className="print:hidden">
            <h2>{t('own.give_title')}</h2>
            <p>{t('own.give')}</p>
            <p>
              <bdi dir="ltr" className="font-semibold break-all select-all">
                {`${portalUrl(lender.host)}/check/${statement.stated.code}`}
              </bdi>
            </p>
          </Card>
          <Statement statement={statement} lender={lender} reader={reader} />
        </>
      )}
      <Card className="print:hidden">
        <h2>{t(statement ? 'own.anew_title' : 'own.what_title')}</h2>
        <ul className="flex list-disc flex-col gap-2 ps-5">
          <li>{t('own.shows')}</li>
          <li>{t('own.never')}</li>
          {statement && <li>{t('own.replaces')}</li>}
        </ul>
        <Form action={makeOwn}>
          <input type="hidden" name="deviceId" value={deviceId} />
          <Button look={statement ? 'quiet' : 'primary'}>
            {t(statement ? 'own.make_anew' : 'own.make')}
          </Button>
        </Form>
        {statement && (
          <Form action={takeBackOwn}>
            <input type="hidden" name="deviceId" value={deviceId} />
            <Button look="quiet">{t('own.take_back')}</Button>
          </Form>
        )}
      </Card>
    </Page>
  )
}
