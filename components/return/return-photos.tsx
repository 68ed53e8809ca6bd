import { Button } from '#components/ui/button.tsx'
import { Form, faultsAt } from '#components/ui/form.tsx'
import { FieldError } from '#components/ui/labelled.tsx'
import { formatMoment, type Reader } from '#lib/i18n/format.ts'
import { useTranslations } from '#lib/i18n/translations.ts'

/** A photo without its picture. */
type ShownPhoto = {
  photoId: string
  width: number
  height: number
  addedBy: string
  addedAt: Temporal.Instant
}

type Props = {
  photos: ShownPhoto[]
  /** The folder of the photos' addresses. */
  folder: string
  reader: Reader
  viewer: 'borrower' | 'staff'
}

export function ReturnPhotos({ photos, folder, reader, viewer }: Props) {
  const t = useTranslations('returns')
  if (photos.length === 0) return <p className="text-small text-soft">{t('photo.none')}</p>
  return (
    <ul className="grid grid-cols-2 gap-3 sm:grid-cols-3">
      {photos.map(({ photoId, width, height, addedBy, addedAt }, index) => {
        const side = sideOf(addedBy, viewer)
        const alt = t(`photo.${side}`, { number: index + 1, at: formatMoment(addedAt, reader) })
        return (
          <li key={photoId} className="flex flex-col gap-1">
            <a href={`${folder}/${photoId}`} className="block overflow-hidden rounded-xl bg-sunk">
              {/* biome-ignore lint/performance/noImgElement: an owned picture is never cached or resized by others */}
              <img
                src={`${folder}/${photoId}`}
                alt={alt}
                width={width}
                height={height}
                loading="lazy"
                className="aspect-square w-full object-cover"
              />
            </a>
            <span className="text-small text-soft" aria-hidden="true">
              {alt}
            </span>
          </li>
        )
      })}
    </ul>
  )
}

function sideOf(addedBy: string, viewer: Props['viewer']): 'yours' | 'borrower' | 'staff' {
  if (!addedBy.startsWith('borrower:')) return 'staff'
  return viewer === 'borrower' ? 'yours' : 'borrower'
}

const faults = [
  'none',
  'not_a_picture',
  'too_large',
  'too_many_pixels',
  'busy',
  'too_many',
  'not_now',
] as const

type FormProps = { action: string; result: string | undefined; most: number }

export function PhotoForm({ action, result, most }: FormProps) {
  const t = useTranslations('returns')
  const fault = faults.find((name) => name === result)
  const error = fault && t(`photo.fault.${fault}`, { most })
  return (
    <Form
      action={action}
      method="post"
      encType="multipart/form-data"
      className="flex flex-col gap-2"
      faults={faultsAt({ photo: error })}
      noValidate
    >
      <label htmlFor="photo" className="font-semibold">
        {t('photo.label')}
      </label>
      <p id="photo-hint" className="text-small text-soft">
        {t('photo.hint', { most })}
      </p>
      {error && <FieldError name="photo">{error}</FieldError>}
      <input
        id="photo"
        name="photo"
        type="file"
        accept="image/jpeg,image/png,image/webp"
        aria-describedby={fault ? 'photo-hint photo-error' : 'photo-hint'}
        aria-invalid={fault ? true : undefined}
        className={`min-h-12 w-full rounded-xl border-2 bg-paper p-2 ${fault ? 'border-bad' : 'border-edge'}`}
      />
      <Button look="quiet">{t('photo.add')}</Button>
      <p role="status" className="text-small font-semibold text-good">
        {result === 'added' && t('photo.added')}
      </p>
    </Form>
  )
}
