import { Card } from '#components/ui/card.tsx'
import { Icon, type IconName } from '#components/ui/icon.tsx'
import { useTranslations } from '#lib/i18n/translations.ts'

const places = [
  ['contract', 'sheet'],
  ['message', 'mail'],
  ['box', 'card'],
  ['screen', 'phone'],
] as const satisfies (readonly [string, IconName])[]

export function Places() {
  const t = useTranslations('who-financed')
  return (
    <Card>
      <h2>{t('places.title')}</h2>
      <ul className="flex flex-col gap-4">
        {places.map(([place, icon]) => (
          <li key={place} className="flex gap-3.5">
            <Icon name={icon} className="mt-0.5 size-6 text-accent-text" />
            <span className="min-w-0">
              <b className="block font-semibold">{t(`places.${place}.title`)}</b>{' '}
              <span className="text-small text-soft">{t(`places.${place}.text`)}</span>
            </span>
          </li>
        ))}
      </ul>
    </Card>
  )
}
