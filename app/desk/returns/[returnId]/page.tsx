import { DeskPage } from '#app/desk/desk-page.tsx'
import { DeskAuditLog } from '#components/desk/desk-audit-log.tsx'
import { Digits } from '#components/digits.tsx'
import { PhotoForm, ReturnPhotos } from '#components/return/return-photos.tsx'
import { OlderQuotes, ReturnRuleCard } from '#components/return/return-quotes.tsx'
import { ReturnResult } from '#components/return/return-result.tsx'
import { Card } from '#components/ui/card.tsx'
import { database } from '#lib/db/client.ts'
import { auditLogList } from '#lib/desk/audit-log-list.ts'
import { saidState } from '#lib/domain/return/return.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import { mostPhotos, takesPhotos } from '#lib/returns/add-photo.ts'
import { photosOf } from '#lib/returns/queries.ts'
import { quotesOf } from '#lib/returns/quotes.ts'
import { ReturnFacts } from './return-facts.tsx'
import { sentForm } from './return-forms.ts'
import { ReturnNotice } from './return-notice.tsx'
import { ReturnTask } from './return-task.tsx'
import { type ViewedReturn, viewReturn } from './viewed-return.ts'

type Search = { refused?: string; done?: string; photo?: string; move?: string; form?: string }
type Props = { params: Promise<{ returnId: string }>; searchParams: Promise<Search> }

export async function generateMetadata() {
  return { title: (await getTranslations('desk-returns'))('one') }
}

export default async function ReturnAtDesk({ params, searchParams }: Props) {
  const viewed = await viewReturn((await params).returnId)
  const { shown, lender, staff, reader } = viewed
  const t = await getTranslations('desk-returns')
  const search = await searchParams
  const sent = await sentForm(search.form)
  const lines = await auditLogList(database(), {
    lenderId: lender.id,
    subject: 'return',
    about: shown.returnId,
  })
  return (
    <DeskPage
      title={t(`state.${saidState(shown)}`)}
      lead={<Digits>{shown.reference}</Digits>}
      lender={lender}
      staff={staff}
      back={{ href: '/desk/returns', label: t('title') }}
    >
      <ReturnNotice refused={search.refused} done={search.done} />
      <div className="grid items-start gap-5 lg:grid-cols-2">
        <div className="flex min-w-0 flex-col gap-5">
          <ReturnFacts {...viewed} />
          <ReturnResult
            inspected={shown}
            reader={reader}
            titles={{ note: t('result.note'), borrower: t('result.borrower') }}
          />
          <Photos {...viewed} result={search.photo} />
          <Quotes {...viewed} />
        </div>
        <div className="flex min-w-0 flex-col gap-5">
          <ReturnTask {...viewed} isMoving={search.move !== undefined} sent={sent} />
        </div>
      </div>
      <Card>
        <h2>{t('audit_log')}</h2>
        <DeskAuditLog lines={lines} currency={shown.currency} reader={reader} />
      </Card>
    </DeskPage>
  )
}

async function Photos({ shown, reader, result }: ViewedReturn & { result: string | undefined }) {
  const t = await getTranslations('returns')
  const folder = `/desk/returns/${shown.returnId}/photos`
  return (
    <section id="photos" className="card">
      <h2>{t('photo.title')}</h2>
      <ReturnPhotos
        photos={await photosOf(database(), shown.returnId)}
        folder={folder}
        reader={reader}
        viewer="staff"
      />
      {takesPhotos(shown.state, 'staff') && (
        <PhotoForm action={folder} result={result} most={mostPhotos} />
      )}
    </section>
  )
}

async function Quotes({ shown, lender, reader }: ViewedReturn) {
  const [newest, ...older] = await quotesOf(database(), shown.returnId)
  if (!newest) return null
  const about = { currency: shown.currency, reader }
  return (
    <>
      <ReturnRuleCard quote={newest} lenderName={lender.name} {...about} />
      <OlderQuotes quotes={older} {...about} />
    </>
  )
}
