import { getLocale } from 'next-intl/server'
import { use } from 'react'
import type { OpeningHours } from '#lib/domain/opening-hours.ts'
import { writtenLocale } from '#lib/i18n/format.ts'
import { writtenHours } from '#lib/i18n/opening-hours.ts'

type Props = { of: OpeningHours; className?: string }

/** When somebody is there, in the reader's language. Nothing where nobody has said it. */
export function Hours({ of, className }: Props) {
  const text = writtenHours(of, writtenLocale(use(getLocale())))
  return text === '' ? null : <bdi className={className}>{text}</bdi>
}
