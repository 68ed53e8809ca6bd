import { useTranslations } from '#lib/i18n/translations.ts'

type Props = {
  page: number
  hasMore: boolean
  /** The address of a page of the list, by its number. */
  hrefOf: (page: number) => string
}

export function DeskPages({ page, hasMore, hrefOf }: Props) {
  const t = useTranslations('desk')
  if (page === 1 && !hasMore) return null
  return (
    <nav aria-label={t('pages.label')} className="flex items-center justify-between gap-4">
      {page > 1 ? (
        <a href={hrefOf(page - 1)} className="text-link flex min-h-11 items-center">
          {t('pages.before')}
        </a>
      ) : (
        <span />
      )}
      <span className="text-small text-soft">{t('pages.this', { page })}</span>
      {hasMore ? (
        <a href={hrefOf(page + 1)} className="text-link flex min-h-11 items-center">
          {t('pages.after')}
        </a>
      ) : (
        <span />
      )}
    </nav>
  )
}

export function pageNumber(text: string | undefined): number {
  const page = Number(text)
  return Number.isInteger(page) && page > 0 && page <= 10_000 ? page : 1
}
