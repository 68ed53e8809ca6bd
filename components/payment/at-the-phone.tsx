import { LinkButton } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { Icon } from '#components/ui/icon.tsx'
import { useTranslations } from '#lib/i18n/translations.ts'

const doings = [
  ['power', 'power'],
  ['connect', 'signal'],
  ['wait', 'phone'],
] as const

/** What to do with the phone in hand while the unlock is on its way; with a code when it may have no internet. */
export function AtThePhone({ codeHref }: { codeHref: string | undefined }) {
  const t = useTranslations('payment')
  return (
    <Card>
      <h2>{t('at_phone')}</h2>
      <ul className="flex flex-col gap-3">
        {doings.map(([name, icon]) => (
          <li key={name} className="flex items-center gap-3.5">
            <span className="grid size-9 shrink-0 place-items-center rounded-full bg-sunk text-soft">
              <Icon name={icon} />
            </span>
            {t(`do.${name}`)}
          </li>
        ))}
      </ul>
      {codeHref && (
        <LinkButton look="quiet" href={codeHref}>
          <Icon name="keypad" />
          {t('code_button')}
        </LinkButton>
      )}
    </Card>
  )
}
