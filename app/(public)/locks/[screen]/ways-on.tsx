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
    | 'apple'
    | 'samsung'
    | 'lost_google'
    | 'lost_xiaomi'
    | 'lost_apple'
    | 'lost_samsung'
    | 'google_lock'
    | 'xiaomi_lock'
    | 'apple_lock'
    | 'samsung_lock'
    | 'due'
    | 'wrong'
    | 'help'
    | 'bought'
    | 'visit',
  href: string,
  icon: IconName,
]

// Where whoever is signed in is already.
const signIn = '/sign-in'
const code: Way = ['code', '/scan', 'people']
const trouble: Way = ['trouble', signIn, 'question']
const due: Way = ['due', signIn, 'card']
const help: Way = ['help', '/help', 'call']
const bought: Way = ['bought', '/bought', 'message']
const visit: Way = ['visit', '/visit', 'sheet']
const still: Way = ['still', '/locks/payment', 'locked']

const findGoogle = 'https://accounts.google.com/signin/recovery'

// The makers’ own pages, where an account is found or a lost phone is let go. Nobody else’s.
const waysOf: Record<Answer, readonly Way[]> = {
  payment: [code, trouble, bought],
  'knox-guard': [code, trouble, bought],
  offline: [still, help],
  sim: [visit, help, due],
  google: [['google', findGoogle, 'key'], visit, help, due],
  xiaomi: [['xiaomi', 'https://account.xiaomi.com', 'key'], visit, help, due],
  apple: [['apple', 'https://iforgot.apple.com', 'key'], visit, help, due],
  samsung: [['samsung', 'https://account.samsung.com', 'key'], visit, help, due],
  lost: [
    ['lost_google', 'https://www.google.com/android/find', 'signal'],
    ['lost_xiaomi', 'https://i.mi.com', 'signal'],
    ['lost_samsung', 'https://smartthingsfind.samsung.com', 'signal'],
    ['lost_apple', 'https://www.icloud.com/find', 'signal'],
    visit,
    help,
  ],
  pin: [['google', findGoogle, 'key'], visit, help, due],
  stolen: [['wrong', '/help', 'message'], visit, due],
  none: [help, still],
  reset: [
    ['google_lock', '/locks/google', 'key'],
    ['xiaomi_lock', '/locks/xiaomi', 'key'],
    ['apple_lock', '/locks/apple', 'key'],
    ['samsung_lock', '/locks/samsung', 'key'],
    still,
  ],
}

export function WaysOn({ screen, signedIn }: { screen: Answer; signedIn: boolean }) {
  const t = useTranslations('locks')
  return (
    <Rows>
      {waysOf[screen].map(([name, href, icon]) => (
        <RowLink
          key={name}
          href={signedIn && href === signIn ? '/phones' : href}
          icon={icon}
          title={t(`ways.${name}.title`)}
        >
          {t(`ways.${name}.note`)}
        </RowLink>
      ))}
    </Rows>
  )
}
