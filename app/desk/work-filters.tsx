import type { WorkCounts } from '#lib/desk/work-list.ts'
import { type WorkGroup, workGroups } from '#lib/domain/work.ts'
import { useTranslations } from '#lib/i18n/translations.ts'

export type Chosen = { group: WorkGroup | undefined; isMine: boolean }

export function workHref(
  { group, isMine }: Chosen,
  { page = 1, path = '/desk' }: { page?: number; path?: string } = {},
): string {
  const search = new URLSearchParams()
  if (isMine) search.set('mine', '1')
  else if (group) search.set('group', group)
  if (page > 1) search.set('page', String(page))
  return search.size > 0 ? `${path}?${search}` : path
}

export function WorkFilters({ counts, chosen }: { counts: WorkCounts; chosen: Chosen }) {
  const t = useTranslations('desk')
  const places = [
    { label: t('group.all'), count: counts.total, to: { group: undefined, isMine: false } },
    { label: t('group.mine'), count: counts.mine, to: { group: undefined, isMine: true } },
    ...workGroups.map((group) => ({
      label: t(`group.${group}`),
      count: counts[group],
      to: { group, isMine: false },
    })),
  ]
  return (
    <nav aria-label={t('group.label')}>
      <ul className="flex flex-wrap gap-2">
        {places.map(({ label, count, to }) => {
          const isHere = to.group === chosen.group && to.isMine === chosen.isMine
          return (
            <li key={workHref(to)}>
              <a
                href={workHref(to)}
                aria-current={isHere ? 'true' : undefined}
                className="desk-filter"
              >
                {label} <span className="tabular-nums">{count}</span>
              </a>
            </li>
          )
        })}
      </ul>
    </nav>
  )
}
