import { promisedWords, promisedWordsNow } from '#components/payment/promised-words.ts'
import { Banner } from '#components/ui/banner.tsx'
import { lendersLock, type OpeningFacts, openingForHolder } from '#lib/domain/lock/opening.ts'
import type { LenderPolicy } from '#lib/domain/policy/lender-policy.ts'
import { formatAgo, isolated, type Reader } from '#lib/i18n/format.ts'
import { useTranslations } from '#lib/i18n/translations.ts'

type Props = {
  phone: OpeningFacts
  lender: { name: string; policy: LenderPolicy }
  reader: Reader
  isHelper?: boolean
  /** It is to be opened, and nothing paid for that; with until when that is promised, once it was asked for. */
  asked?: { by: Temporal.Instant | undefined } | undefined
  isAboutPaying?: boolean
}

const told = ['when_online', 'by_person', 'service_down', 'other_lock', 'offline_lock'] as const

/** What will really happen at the phone after paying, where that is not that it opens within minutes. */
export function OpeningNotice({
  phone,
  lender,
  reader,
  isHelper = false,
  asked,
  isAboutPaying = true,
}: Props) {
  const t = useTranslations('opening')
  const opening = openingForHolder(phone, reader.now)
  const found = told.find((one) => one === opening)
  if (!found) return null
  const { lastSeenAt, otherLocks, lockState } = phone
  const facts = {
    lender: isolated(lender.name),
    ...(asked ? promisedWords(asked.by, reader) : promisedWordsNow(lender.policy, reader)),
    isAsked: asked ? 'yes' : 'no',
    heard: lastSeenAt ? 'before' : 'never',
    ago: lastSeenAt ? formatAgo(lastSeenAt, reader) : '',
    ours: lendersLock({ lockState }),
    lock: otherLocks.find((one) => one !== 'offline_lock') ?? 'other',
    side: isHelper ? 'helper' : 'own',
  }
  return (
    <Banner tone="wait" title={t(`${found}.title`, facts)}>
      {t(isAboutPaying ? `${found}.text` : `${found}.to_open`, facts)}
    </Banner>
  )
}
