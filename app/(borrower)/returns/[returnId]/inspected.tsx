import { TroubleLink } from '#components/phone/trouble-link.tsx'
import { PhotoForm, ReturnPhotos } from '#components/return/return-photos.tsx'
import { ReturnResult } from '#components/return/return-result.tsx'
import { Button, LinkButton } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { Form } from '#components/ui/form.tsx'
import { database } from '#lib/db/client.ts'
import type { Reader } from '#lib/i18n/format.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import { mostPhotos, takesPhotos } from '#lib/returns/add-photo.ts'
import { disputeNoteMaximumLength } from '#lib/returns/answer-inspection.ts'
import { photosOf, type ReturnDetail } from '#lib/returns/queries.ts'
import { agree, dispute } from './actions.ts'
import { DisputeForm } from './condition-dispute-form.tsx'

type Props = { shown: ReturnDetail; reader: Reader; photoResult: string | undefined }

export async function Inspected({ shown, reader, photoResult }: Props) {
  const t = await getTranslations('returns')
  const { returnId, state, deviceId, settledAt, outstandingMinor } = shown
  const photos = await photosOf(database(), returnId)
  const folder = `/api/returns/${returnId}/photos`
  return (
    <>
      <ReturnResult inspected={shown} reader={reader}>
        {settledAt && outstandingMinor > 0n && (
          <>
            <LinkButton look="quiet" href={`/phones/${deviceId}/pay`}>
              {t('pay_button')}
            </LinkButton>
            <TroubleLink deviceId={deviceId} />
          </>
        )}
      </ReturnResult>
      <section id="photos" className="card">
        <h2>{t('photo.title')}</h2>
        <ReturnPhotos photos={photos} folder={folder} reader={reader} viewer="borrower" />
        {takesPhotos(state, 'borrower') && (
          <PhotoForm action={folder} result={photoResult} most={mostPhotos} />
        )}
      </section>
      {state === 'inspected' && <Answer shown={shown} />}
    </>
  )
}

async function Answer({ shown }: Pick<Props, 'shown'>) {
  const t = await getTranslations('returns')
  const { returnId, version } = shown
  const words = {
    label: t('answer.dispute_label'),
    hint: t('answer.dispute_hint'),
    send: t('answer.dispute'),
    note_missing: t('answer.fault.note_missing'),
    note_too_long: t('answer.fault.note_too_long', { max: disputeNoteMaximumLength }),
  }
  return (
    <>
      <Card>
        <h2>{t('answer.title')}</h2>
        <p>{t('answer.agree_text')}</p>
        <Form action={agree}>
          <input type="hidden" name="returnId" value={returnId} />
          <input type="hidden" name="version" value={version} />
          <Button>{t('answer.agree')}</Button>
        </Form>
      </Card>
      <Card>
        <h2>{t('answer.dispute_title')}</h2>
        <DisputeForm dispute={dispute} returnId={returnId} version={version} words={words} />
      </Card>
    </>
  )
}
