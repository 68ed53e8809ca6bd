import type { IconName } from '#components/ui/icon.tsx'
import { RowLink, Rows } from '#components/ui/rows.tsx'
import type { Answer } from '#lib/domain/lock/screens.ts'
import { useTranslations } from '#lib/i18n/translations.ts'

type Way = [
  name:
    | 'code'
    | 'trouble'
    | 'still'
    | 'google'
    | 'xiaomi'
    | 'lost_google'
    | 'lost_xiaomi'
    | 'google_lock'
    | 'xiaomi_lock'
    | 'due'
    | 'wrong'
    | 'help'
    | 'bought',
  href: string,
  icon: IconName,
]

const code: Way = ['code', '/scan', 'people']
const trouble: Way = ['trouble', '/sign-in', 'question']
const due: Way = ['due', '/sign-in', 'card']
const help: Way = ['help', '/help', 'call']
const bought: Way = ['bought', '/bought', 'message']
const still: Way = ['still', '/locks/payment', 'locked']

// The makers’ own pages, where an account is found or a lost phone is let go. Nobody else’s.
const waysOf: Record<Answer, readonly Way[]> = {
  payment: [code, trouble, bought],
  'knox-guard': [code, trouble, bought],
  offline: [still, help],
  sim: [help, due],
  google: [['google', 'https://accounts.google.com/signin/recovery', 'key'], help, due],
  xiaomi: [['xiaomi', 'https://account.xiaomi.com', 'key'], help, due],
  lost: [
    ['lost_google', 'https://www.google.com/android/find', 'signal'],
    ['lost_xiaomi', 'https://i.mi.com', 'signal'],
    help,
  ],
  pin: [help, due],
  stolen: [['wrong', '/help', 'message'], due],
  none: [help, still],
  reset: [['google_lock', '/locks/google', 'key'], ['xiaomi_lock', '/locks/xiaomi', 'key'], still],
}

/** Where a screen leads beside its next step. */
export function WaysOn({ screen }: { screen: Answer }) {
  const t = useTranslations('locks')
  return (
    <Rows>
      {waysOf[screen].map(([name, href, icon]) => (
        <RowLink key={name} href={href} icon={icon} title={t(`ways.${name}.title`)}>
          {t(`ways.${name}.note`)}
        </RowLink>
      ))}
    </Rows>
  )
}
